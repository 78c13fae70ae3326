"""Every kind of page and who looks at it: what axe and the matrix of widths walk."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import translation

LANGUAGES = ("zh-hans", "en")
VISITOR = ""


def page_address(model: str, language: str) -> str:
    """The address of the first live page of a kind."""
    from django.apps import apps

    page = apps.get_model("cms", model).objects.live().filter(locale__language_code=language).order_by("pk").first()
    assert page is not None, f"the demo has no {model} in {language}"
    return str(page.get_url_parts()[2])


def _agency() -> Any:
    """A claimed agency of the country itself, with people, a grade and words of its own."""
    from directory.agencies.models import Agency

    return Agency.objects.filter(claimed_at__isnull=False, narrative__isnull=False).order_by("pk").first()


def _compared() -> str:
    from directory.agencies.models import Agency

    chosen = Agency.objects.filter(jurisdiction__code="CN").order_by("pk").values_list("public_id", flat=True)[:3]
    return "&".join(f"compare={one}" for one in chosen)


def _brief(state: str) -> str:
    from matchmaking.briefs.models import Brief

    return str(Brief.objects.filter(state=state).earliest("pk").public_id)


def _of(person: str, field: str) -> str:
    """The identifier of the organisation where one of the demo's people works."""
    from cms.demo.people import DOMAIN
    from directory.accounts.models import Membership

    membership = Membership.objects.get(user__email=f"{person}@{DOMAIN}")
    return str(getattr(membership, field).public_id)


def _unclaimed() -> str:
    from directory.agencies.models import Agency

    return str(Agency.objects.current().filter(claimed_at__isnull=True).earliest("pk").public_id)


def public_pages(language: str) -> dict[str, str]:
    """What anybody sees."""
    agencies = reverse("agency-results")
    pages = {
        "results": agencies,
        "results, filtered": f"{agencies}?q=a&jurisdiction=DE&field=4",
        "results, empty": f"{agencies}?q=zzzzqqqq",
        "results, wrong address": f"{agencies}?field=999&sort=nonsense",
        "profile": reverse("agency-profile", args=[_agency().public_id]),
        "compare": f"{reverse('agency-compare')}?{_compared()}",
        "compare, empty": reverse("agency-compare"),
        "shortlist, empty": reverse("shortlist"),
        "match": reverse("match"),
        "match, scheme": reverse("match-scheme"),
        "match, countries": reverse("match-step", args=["countries"]),
        "match, work": reverse("match-step", args=["work"]),
        "match, limits": reverse("match-step", args=["limits"]),
        "match, check": reverse("match-step", args=["check"]),
        "sign-in": reverse("account_login"),
        "sign-up": reverse("account_signup"),
        "password reset": reverse("account_reset_password"),
        "demo": reverse("demo"),
        "mails": reverse("demo-mail"),
        "not there": "/en/nothing/here/" if language == "en" else "/nothing/here/",
    }
    for model in (
        "HomePage", "CountryGuideIndexPage", "CountryGuidePage", "TrainingIndexPage", "TrainingSeriesPage",
        "TrainingEventPage", "NoticeIndexPage", "NoticePage", "StandardPage",
    ):  # fmt: skip
        pages[model] = page_address(model, language)
    return pages


def firm_pages(language: str) -> dict[str, str]:
    """What a firm's administrator sees."""
    firm = _of("firm-administrator", "firm")
    begun, paired = _brief("draft"), _brief("paired")
    pages = {step: reverse("match-brief-step", args=[begun, step]) for step in ("countries", "work", "limits", "check")}
    return pages | {
        "result": reverse("match-brief", args=[paired]),
        "briefs": reverse("match-briefs"),
        "match": reverse("match"),
        "account": reverse("account-home"),
        "settings": reverse("account-settings"),
        "firm": reverse("firm-workspace", args=[firm]),
        "firm, edit": reverse("firm-edit", args=[firm]),
        "firm, verification": reverse("firm-verification", args=[firm]),
        "firm, team": reverse("firm-team", args=[firm]),
        "firm, register": reverse("firm-register"),
        "address": reverse("account_email"),
        "password": reverse("account_set_password"),
        "second factor": reverse("mfa_index"),
        "sessions": reverse("usersessions_list"),
    }


def agency_pages(language: str) -> dict[str, str]:
    """What an agency's administrator sees."""
    agency = _of("agency-administrator", "agency")
    names = (
        "agency-workspace", "agency-practice", "agency-figures", "agency-qualifications", "agency-fees",
        "agency-offices", "agency-narrative", "agency-people", "agency-history", "agency-verification", "agency-team",
    )  # fmt: skip
    return {name: reverse(name, args=[agency]) for name in names}


def newcomer_pages(language: str) -> dict[str, str]:
    """What somebody without a role sees."""
    return {"claim": reverse("claim-agency", args=[_unclaimed()]), "account": reverse("account-home")}


def staff_pages(language: str) -> dict[str, str]:
    """What staff sees outside the administration."""
    return {"style guide": reverse("styleguide"), "account": reverse("account-home")}


#: Who looks: the key of a person of the demo, nobody for a visitor.
GROUPS: dict[str, tuple[str, Callable[[str], dict[str, str]]]] = {
    "public": (VISITOR, public_pages),
    "firm": ("firm-administrator", firm_pages),
    "agency": ("agency-administrator", agency_pages),
    "newcomer": ("newcomer", newcomer_pages),
    "staff": ("site-administrator", staff_pages),
}


def addresses(group: str, language: str) -> tuple[str, dict[str, str]]:
    """Who looks and at what, in one language."""
    person, pages = GROUPS[group]
    with translation.override(language):
        return person, pages(language)
