"""An agency's own words before the public sees them: who reads and releases, and what is told of it (D7).

Wagtail keeps drafts, revisions and the workflow; drafts are written by ``drafts.py``.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowState, WorkflowTask
from wagtail.signals import published, unpublished

from directory.accounts.enums import Role
from directory.accounts.groups import role_group
from directory.agencies.narrative import AgencyNarrative
from directory.audit.services import record_event
from directory.signals import send_agencies_changed

#: Who reads and releases.
READERS = (Role.REGISTRY_OFFICER, Role.MODERATOR)
WORKFLOW_NAME = "机构自述审核"
TEXTS = ("summary_zh", "summary_en", "approach_zh", "approach_en")


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
