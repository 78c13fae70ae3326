"""Terms in the pool that end soon: they wait for the matchmakers of their association (M1)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.accounts.permissions import today
from directory.models import User
from directory.waiting import WaitingItem
from matchmaking.vetting.models import VettingFile, VettingTerm

DAYS_AHEAD = 60


def files_to_vet_again(user: User) -> Iterator[WaitingItem]:
    """Open terms of the user's associations that end within 60 days or have ended: one query."""
    files = VettingFile.objects.readable_by(user)
    terms = VettingTerm.objects.filter(
        left_on=None, valid_until__lte=today() + timedelta(days=DAYS_AHEAD), file__in=files
    ).select_related("file__agency", "file__jurisdiction")
    for term in terms.order_by("valid_until", "pk"):
        end = datetime.combine(term.valid_until + timedelta(days=1), time.min)
        yield WaitingItem(
            title=_("Vet again: %(agency)s, %(jurisdiction)s")
            % {"agency": term.file.agency, "jurisdiction": term.file.jurisdiction},
            url=reverse("vetting_files:inspect", args=(term.file_id,)),
            deadline=timezone.make_aware(end),
        )
