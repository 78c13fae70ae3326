"""An agency's own words on their way to the public: sent, read by staff, released or sent back (D7).

Wagtail keeps drafts, revisions and the workflow; this module starts it, and records what comes out in the audit trail.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from wagtail.images.models import Image
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowState, WorkflowTask
from wagtail.signals import published, unpublished

from directory.accounts.enums import Role
from directory.accounts.errors import NotAllowedError
from directory.accounts.groups import role_group
from directory.accounts.permissions import can_edit_agency
from directory.agencies.models import Agency
from directory.agencies.narrative import AgencyNarrative
from directory.audit.services import record_event
from directory.signals import send_agencies_changed

if TYPE_CHECKING:
    from directory.accounts.models import User

#: Who reads and releases.
READERS = (Role.REGISTRY_OFFICER, Role.MODERATOR)
WORKFLOW_NAME = "机构自述审核"
TEXTS = ("summary_zh", "summary_en", "approach_zh", "approach_en")


@dataclass(frozen=True)
class NarrativeTexts:
    """What an agency writes about itself; ``logo`` is an image that was uploaded before."""

    summary_zh: str = ""
    summary_en: str = ""
    approach_zh: str = ""
    approach_en: str = ""
    logo: Image | None = None


@transaction.atomic
def submit_narrative(*, agency: Agency, texts: NarrativeTexts, submitted_by: "User") -> AgencyNarrative:
    """Keep ``texts`` as the newest draft and hand it to the readers; what is public stays until they release it.

    Sent again while it waits, the newer draft takes the older one's place. The same texts twice change nothing.
    Raises ``NotAllowedError`` for anybody but the agency's people, ``ValidationError`` for a text too long.
    """
    if not can_edit_agency(submitted_by, agency):
        raise NotAllowedError
    Agency.objects.select_for_update().get(pk=agency.pk)  # two people who send at once wait for each other
    narrative = AgencyNarrative.objects.filter(agency=agency).first() or AgencyNarrative(agency=agency, live=False)
    draft: Any = narrative.get_latest_revision_as_object() if narrative.pk else narrative
    told = {name: getattr(texts, name).strip() for name in TEXTS}
    if narrative.pk and all(getattr(draft, name) == told[name] for name in TEXTS) and draft.logo == texts.logo:
        return narrative
    for name, value in told.items():
        setattr(draft, name, value)
    draft.logo = texts.logo
    draft.full_clean(exclude=["latest_revision", "live_revision"])
    if not narrative.pk:
        draft.save()
        narrative = draft
    revision = draft.save_revision(user=submitted_by, changed=True)
    ensure_moderation_workflow()
    workflow = narrative.get_workflow()  # none when staff switched it off
    if workflow is not None and narrative.current_workflow_state is None:
        workflow.start(narrative, submitted_by)
    record_event(
        kind="narrative.submitted", actor=submitted_by, subject=agency, payload={"revision": revision.pk, **told}
    )
    return narrative


@transaction.atomic
def ensure_moderation_workflow() -> Workflow:
    """The workflow of all narratives: one reading by a registry officer or a moderator. Made once, then the staff's."""
    content_type = ContentType.objects.get_for_model(AgencyNarrative)
    assigned = WorkflowContentType.objects.filter(content_type=content_type).select_related("workflow").first()
    if assigned is not None:
        return assigned.workflow
    task = GroupApprovalTask.objects.create(name=WORKFLOW_NAME)
    task.groups.set([role_group(role) for role in READERS])
    workflow = Workflow.objects.create(name=WORKFLOW_NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(content_type=content_type, workflow=workflow)
    return workflow


@receiver(published, sender=AgencyNarrative, dispatch_uid="directory.agencies.moderation.published")
def tell_of_release(instance: AgencyNarrative, revision: Any = None, **kwargs: Any) -> None:
    """Wagtail releases, so its signal is where the trail learns of it."""
    _tell("narrative.published", instance, revision)


@receiver(unpublished, sender=AgencyNarrative, dispatch_uid="directory.agencies.moderation.unpublished")
def tell_of_withdrawal(instance: AgencyNarrative, **kwargs: Any) -> None:
    """Taken from the public by staff."""
    _tell("narrative.unpublished", instance, None)


def _tell(kind: str, narrative: AgencyNarrative, revision: Any) -> None:
    with transaction.atomic():
        send_agencies_changed([narrative.agency_id])
        record_event(
            kind=kind,
            actor=revision.user if revision is not None else None,
            subject=narrative.agency,
            payload={"revision": revision.pk if revision else None}
            | {name: getattr(narrative, name) for name in TEXTS},
        )


def narratives_in_moderation() -> QuerySet[WorkflowState]:
    """Workflows of narratives that a reader has to finish, oldest first."""
    content_type = ContentType.objects.get_for_model(AgencyNarrative)
    return WorkflowState.objects.filter(
        base_content_type=content_type, status=WorkflowState.STATUS_IN_PROGRESS
    ).order_by("created_at")
