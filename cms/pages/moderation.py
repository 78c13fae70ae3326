"""The second look before publication, for editors who want or need one."""

from django.db import transaction
from django.utils.translation import gettext_noop
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from cms.pages.home import HomePage
from directory.accounts.enums import Role
from directory.accounts.groups import role_group

WORKFLOW = gettext_noop("Second look at pages")


@transaction.atomic
def ensure_moderation() -> Workflow:
    """Offer "submit for moderation" on every page: a page editor or the site's administrator approves. Idempotent."""
    task = GroupApprovalTask.objects.filter(name=WORKFLOW).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=WORKFLOW)
    task.groups.set([role_group(Role.PAGE_EDITOR), role_group(Role.SITE_ADMINISTRATOR)])
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    for home in HomePage.objects.all():
        WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})
    return workflow
