"""What every page of the agency workspace needs: the agency, the frame around the page, a form that is saved."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from directory.accounts.permissions import (
    can_administer_agency,
    can_edit_agency,
    can_see_agency_workspace,
    today,
)
from directory.agencies.models import Agency
from directory.errors import DirectoryError

#: Pages in the order of the menu: end of the address's name, word.
PAGES: tuple[tuple[str, StrOrPromise], ...] = (
    ("workspace", gettext_lazy("Overview")),
    ("practice", gettext_lazy("Services, fields, jurisdictions")),
    ("figures", gettext_lazy("Size and insurance")),
    ("qualifications", gettext_lazy("Foreign qualifications")),
    ("fees", gettext_lazy("Fees")),
    ("offices", gettext_lazy("Offices of the agency")),
    ("narrative", gettext_lazy("Own words and logo")),
    ("people", gettext_lazy("People")),
    ("team", gettext_lazy("Team")),
    ("verification", gettext_lazy("Verification")),
    ("history", gettext_lazy("History of changes")),
)


@dataclass(frozen=True)
class MenuLink:
    """One page of the workspace."""

    label: StrOrPromise
    url: str
    current: bool


def find_agency(request: HttpRequest, public_id: str, *, change: bool = False, administer: bool = False) -> Agency:
    """The agency, for those who may see, change or administer it; anybody else finds nothing."""
    agency = get_object_or_404(Agency.objects.current().select_related("jurisdiction"), public_id=public_id)
    allowed = can_administer_agency if administer else can_edit_agency if change else can_see_agency_workspace
    if not allowed(request.user, agency):
        raise Http404
    return agency


def show_page(
    request: HttpRequest, name: str, agency: Agency, context: dict[str, Any] | None = None, form: BaseForm | None = None
) -> HttpResponse:
    """A page of the workspace; 422 when its form came back with errors."""
    home = reverse("agency-workspace", args=[agency.public_id])
    crumbs = [{"label": _("My account"), "url": reverse("account-home")}]
    if name != "workspace":
        crumbs.append({"label": agency.name, "url": home})
    frame = {
        "agency": agency,
        "day": today(),
        "crumbs": crumbs,
        "menu": [
            MenuLink(label, reverse(f"agency-{page}", args=[agency.public_id]), page == name) for page, label in PAGES
        ],
        "here": next(label for page, label in PAGES if page == name),
        "can_edit": can_edit_agency(request.user, agency),
        "can_administer": can_administer_agency(request.user, agency),
        "form": form,
    }
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, f"cms/workspaces/agency/{name}.html", {**frame, **(context or {})}, status=status)


def saved(request: HttpRequest, form: BaseForm, save: Callable[[], object], message: str) -> bool:
    """Whether the posted ``form`` was valid and ``save`` went through; refusals stand in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        save()
    except ValidationError as refusal:
        _add_errors(form, refusal)
        return False
    except DirectoryError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, message)
    return True


def _add_errors(form: BaseForm, refusal: ValidationError) -> None:
    """A service's errors by field, where the form has the field."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for field, errors in refusal.error_dict.items():
        name = field if field in form.fields else f"{field}_file" if f"{field}_file" in form.fields else None
        form.add_error(name, errors)
