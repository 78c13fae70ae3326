"""An agency's own words while they are its own: draft, logo, to the staff and back (D7).

The workflow and what comes out of it are in ``moderation.py``. Nothing written here is public before the staff has
released it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image as Picture
from PIL import UnidentifiedImageError
from wagtail.images import get_image_model

from directory.accounts.errors import AccountsError, NotAllowedError
from directory.accounts.permissions import can_edit_agency
from directory.agencies.models import Agency
from directory.agencies.moderation import TEXTS, ensure_moderation_workflow
from directory.agencies.narrative import AgencyNarrative
from directory.audit.services import changes, record_event

if TYPE_CHECKING:
    from directory.accounts.models import User

LOGO_BYTES = 2 * 1024 * 1024
LOGO_PIXELS = 20_000_000
LOGO_FORMATS = frozenset({"PNG", "JPEG", "WEBP"})


class InModerationError(AccountsError):
    """A text that is being read cannot be changed under the reader's eyes."""

    code = "in-moderation"

    def __init__(self) -> None:
        super().__init__(_("The text is with the editors. Take it back first if you want to change it."))


@dataclass(frozen=True)
class NarrativeState:
    """What the workspace shows: the published text, the newest draft, where it stands, and what the staff wrote."""

    published: AgencyNarrative | None
    draft: AgencyNarrative | None
    in_moderation: bool
    has_unpublished: bool
    answer: str


def read_narrative(agency: Agency) -> NarrativeState:
    """The narrative of ``agency`` as its people see it."""
    narrative = AgencyNarrative.objects.filter(agency=agency).select_related("logo", "latest_revision").first()
    if narrative is None:
        return NarrativeState(None, None, in_moderation=False, has_unpublished=False, answer="")
    last = narrative.workflow_states.order_by("-created_at", "-pk").first()
    rejected = last is not None and last.status == last.STATUS_NEEDS_CHANGES
    task = last.current_task_state if last is not None and rejected else None
    return NarrativeState(
        published=narrative if narrative.live else None,
        draft=narrative.get_latest_revision_as_object(),
        in_moderation=narrative.workflow_in_progress,
        has_unpublished=narrative.has_unpublished_changes,
        answer=task.comment if task is not None else "",
    )


@transaction.atomic
def save_narrative_draft(
    *,
    agency: Agency,
    texts: dict[str, str],
    written_by: "User",
    logo: File | None = None,
    remove_logo: bool = False,
) -> AgencyNarrative:
    """Keep a draft. The public text stays as it is; saving the same again keeps no second draft.

    Raises ``NotAllowedError``, ``InModerationError``, ``ValidationError`` by field (also for a picture that is none).
    """
    narrative = _lock(agency, written_by)
    if narrative.workflow_in_progress:
        raise InModerationError
    draft: Any = narrative.get_latest_revision_as_object()
    before = _said(draft)
    for name in TEXTS:
        setattr(draft, name, texts.get(name, "").replace("\r\n", "\n").strip())
    if logo is not None:
        draft.logo = _store_logo(agency, logo, written_by)
    elif remove_logo:
        draft.logo = None
    draft.full_clean(exclude=["latest_revision", "live_revision"])
    changed = changes(before, _said(draft))
    if changed:
        draft.save_revision(user=written_by, changed=True)
        record_event(kind="narrative.drafted", actor=written_by, subject=agency, payload=changed)
    narrative.refresh_from_db()
    return narrative


@transaction.atomic
def send_draft(*, agency: Agency, sent_by: "User") -> AgencyNarrative:
    """Give the newest draft to the staff. Sent twice it is sent once.

    Raises ``NotAllowedError``, ``ValidationError`` when there is no draft that differs from what is public.
    """
    narrative = _lock(agency, sent_by)
    if narrative.workflow_in_progress:
        return narrative
    if narrative.latest_revision_id is None or not narrative.has_unpublished_changes:
        raise ValidationError(_("There is no draft to send: nothing differs from what is public."))
    ensure_moderation_workflow()
    workflow = narrative.get_workflow()  # none when staff switched it off
    if workflow is None:
        raise ValidationError(_("Texts are not taken at the moment. Your draft is kept."))
    last = narrative.current_workflow_state
    if last is not None:
        last.resume(sent_by)  # the staff had asked for changes
    else:
        workflow.start(narrative, sent_by)
    record_event(
        kind="narrative.submitted",
        actor=sent_by,
        subject=agency,
        payload={"revision": narrative.latest_revision_id},
    )
    return narrative


@transaction.atomic
def take_draft_back(*, agency: Agency, taken_by: "User") -> AgencyNarrative:
    """Take the draft back from the staff, to go on writing. Nothing happens when it is not with them."""
    narrative = _lock(agency, taken_by)
    state = narrative.current_workflow_state
    if state is None or not narrative.workflow_in_progress:
        return narrative
    state.cancel(user=taken_by)
    record_event(
        kind="narrative.taken-back",
        actor=taken_by,
        subject=agency,
        payload={"revision": narrative.latest_revision_id},
    )
    return narrative


def _lock(agency: Agency, actor: "User") -> AgencyNarrative:
    """The narrative, made when there is none; of two people writing at once one waits for the other."""
    if not can_edit_agency(actor, agency):
        raise NotAllowedError
    Agency.objects.select_for_update().get(pk=agency.pk)
    narrative, _made = AgencyNarrative.objects.get_or_create(agency=agency, defaults={"live": False})
    return narrative


def _said(narrative: AgencyNarrative) -> dict[str, Any]:
    return {**{name: getattr(narrative, name) for name in TEXTS}, "logo": narrative.logo_id}


def _store_logo(agency: Agency, file: File, uploaded_by: "User") -> Any:
    """Make an image of the upload. Raises ``ValidationError`` for anything but a PNG, JPEG or WebP up to 2 MB."""
    if file.size > LOGO_BYTES:
        raise ValidationError({"logo": _("The logo is larger than 2 MB. Save it smaller and choose it again.")})
    try:
        with Picture.open(file) as picture:
            known = picture.format in LOGO_FORMATS and picture.width * picture.height <= LOGO_PIXELS
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Picture.DecompressionBombError):
        known = False
    if not known:
        raise ValidationError({"logo": _("This is not a PNG, JPEG or WebP picture. Choose another file.")})
    file.seek(0)
    image = get_image_model()(title=str(agency)[:255], file=file, uploaded_by_user=uploaded_by)
    image.full_clean(exclude=["width", "height", "collection"])
    image.save()
    return image
