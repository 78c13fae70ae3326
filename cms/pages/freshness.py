"""What the home page tells of the rest of the site."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from wagtail.models import Locale

from cms.pages.guides import CountryGuidePage
from cms.pages.home import HomePage
from cms.pages.notices import NoticePage
from cms.pages.serving import count_agencies_serving
from cms.pages.training import TrainingEventPage
from directory.models import Industry, Jurisdiction, TechnicalField
from search.eligibility import listable_agencies


@dataclass(frozen=True)
class HomeFigures:
    """Counts shown on the home page; each is what the linked list holds."""

    agencies: int
    countries: int
    fields: int
    guides: int


@dataclass(frozen=True)
class HomeContents:
    """Everything the home page shows besides its editors' words."""

    figures: HomeFigures
    industries: Sequence[Industry]
    guides: Sequence[tuple[CountryGuidePage, int]]
    reviewed: Sequence[CountryGuidePage]
    events: Sequence[TrainingEventPage]
    notices: Sequence[NoticePage]
    changed_at: datetime | None


def read_home(page: HomePage) -> HomeContents:
    """The lists of the home page's own language; a constant number of queries."""
    day, now = timezone.localdate(), timezone.now()
    locale: Locale = page.locale
    guides = list(
        CountryGuidePage.objects.live().public().filter(locale=locale).select_related("jurisdiction").order_by("title")
    )
    counts = count_agencies_serving([guide.jurisdiction_id for guide in guides], day)
    served = sorted(guides, key=lambda guide: (-counts.get(guide.jurisdiction_id, 0), guide.title))
    notices = list(NoticePage.objects.live().public().filter(locale=locale).order_by("-published_on", "-pk")[:3])
    events = TrainingEventPage.objects.live().public().filter(locale=locale, is_cancelled=False)
    agencies = listable_agencies(day)
    return HomeContents(
        figures=HomeFigures(
            agencies=agencies.count(),
            countries=Jurisdiction.objects.filter(agencies__in=agencies).distinct().count(),
            fields=TechnicalField.objects.count(),
            guides=len(guides),
        ),
        industries=list(Industry.objects.all()),
        guides=[(guide, counts.get(guide.jurisdiction_id, 0)) for guide in served[:5]],
        reviewed=sorted(guides, key=lambda guide: guide.reviewed_on, reverse=True)[:3],
        events=list(events.to_come(now).with_series()[:3]),
        notices=notices,
        changed_at=max((one.last_published_at for one in [*notices, *guides] if one.last_published_at), default=None),
    )
