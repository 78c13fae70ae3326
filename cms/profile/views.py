"""One agency's profile: each app's part, each shown by its owner's partial."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cms.pages.querysets import host_page
from directory.agencies.profile import read_profile
from directory.models import Agency
from ratings.credit.profile import read_official_grades
from search.eligibility import findable_agencies


@require_safe
def show_profile(request: HttpRequest, public_id: str) -> HttpResponse:
    """D6: what is known of one agency. A merged agency leads to the one it became part of."""
    agency = Agency.objects.filter(public_id=public_id).select_related("jurisdiction", "parent", "merged_into").first()
    if agency is None:
        raise Http404
    if agency.merged_into is not None:
        return redirect("agency-profile", agency.merged_into.public_id, permanent=True)
    day = timezone.localdate()
    if not findable_agencies(day).filter(pk=agency.pk).exists():
        raise Http404
    profile = read_profile(agency, day)
    return render(
        request,
        "cms/profile/profile.html",
        {
            "agency": agency,
            "profile": profile,
            "grades": read_official_grades(agency, day),
            "host": host_page("profile"),
            "crumbs": [{"label": gettext("Find agencies"), "url": reverse("agency-results")}],
        },
    )
