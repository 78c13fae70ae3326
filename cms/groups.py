"""What each staff role's group opens in Wagtail's admin, beside our own screens.

Our models ask the dated roles themselves (``directory.admin.policies.RolePolicy``) and look at no group. What is
Wagtail's own (pages, images, documents, users, sites, redirects, workflows) asks Django's permissions, which are
given here: ``PERMISSIONS`` maps a role to ``"app.model": "letters"`` with v(iew), a(dd), c(hange), d(elete),
p(ublish). Auditors may view every model of ours and the users.
"""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from directory.accounts.enums import STAFF_ROLES, Role
from directory.accounts.groups import keep_groups_in_step, role_group
from directory.accounts.models import User

OUR_APPS = ("directory", "ratings", "search", "matchmaking", "cms")
ACTIONS = {"v": "view", "a": "add", "c": "change", "d": "delete", "p": "publish"}
#: A role's permissions; models that are not there yet are passed over and named by ``create_groups``.
PERMISSIONS: dict[Role, dict[str, str]] = {
    Role.EVENT_EDITOR: {"wagtailimages.image": "vac", "wagtaildocs.document": "vac"},
    Role.PAGE_EDITOR: {
        "wagtailimages.image": "vac",
        "wagtaildocs.document": "vac",
        "wagtailcore.locale": "v",
        "wagtailredirects.redirect": "vacd",
    },
    Role.SITE_ADMINISTRATOR: {
        "directory.user": "vac",
        "wagtailcore.site": "vac",
        "wagtailcore.locale": "vac",
        "wagtailcore.workflow": "vacp",
        "wagtailredirects.redirect": "vacd",
    },
}
#: Page permissions on the whole tree, by role (wagtail's types).
PAGE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.PAGE_EDITOR: ("add_page", "change_page", "publish_page", "lock_page"),
    Role.EVENT_EDITOR: ("add_page", "change_page", "publish_page"),
    Role.SITE_ADMINISTRATOR: (
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
        "bulk_delete_page",
    ),
}
#: Choosing images and documents, by role.
COLLECTION_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.PAGE_EDITOR: (
        "add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document",
    ),
    Role.EVENT_EDITOR: ("add_image", "choose_image", "add_document", "choose_document"),
    Role.SITE_ADMINISTRATOR: (
        "add_image", "change_image", "delete_image", "choose_image",
        "add_document", "change_document", "delete_document", "choose_document",
    ),
}  # fmt: skip


@transaction.atomic
def create_groups() -> list[str]:
    """Make the roles' groups say exactly what this module says, and put people into them. Twice changes nothing.

    Returns the models named here that the site does not have.
    """
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)
    ContentType.objects.clear_cache()
    known = {
        (app, codename): permission
        for permission in Permission.objects.select_related("content_type")
        for app, codename in [(permission.content_type.app_label, permission.codename)]
    }
    missing: set[str] = set()
    for role in STAFF_ROLES:
        group = role_group(role)
        group.permissions.set(_permissions(role, known, missing))
        _give_pages(group, role, known)
        _give_collections(group, role, known)
    for user in User.objects.filter(memberships__role__in=STAFF_ROLES).distinct():
        keep_groups_in_step(user)
    return sorted(missing)


def _permissions(role: Role, known: dict[tuple[str, str], Permission], missing: set[str]) -> Iterable[Permission]:
    found = [known["wagtailadmin", "access_admin"]]
    for model, letters in PERMISSIONS.get(role, {}).items():
        app, _dot, name = model.partition(".")
        if (app, f"view_{name}") not in known:
            missing.add(model)
            continue
        found += [known[key] for letter in letters if (key := (app, f"{ACTIONS[letter]}_{name}")) in known]
    if role == Role.AUDITOR:
        found += [
            permission for (app, code), permission in known.items() if app in OUR_APPS and code.startswith("view_")
        ]
    return found


def _give_pages(group: Group, role: Role, known: dict[tuple[str, str], Permission]) -> None:
    root = Page.get_first_root_node()
    wanted = {known["wagtailcore", code].pk for code in PAGE_PERMISSIONS.get(role, ())}
    GroupPagePermission.objects.filter(group=group).exclude(page=root, permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission_id=permission)


def _give_collections(group: Group, role: Role, known: dict[tuple[str, str], Permission]) -> None:
    root = Collection.get_first_root_node()
    apps_of = {"image": "wagtailimages", "document": "wagtaildocs"}
    wanted = {known[apps_of[code.rpartition("_")[2]], code].pk for code in COLLECTION_PERMISSIONS.get(role, ())}
    GroupCollectionPermission.objects.filter(group=group).exclude(collection=root, permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission_id=permission)
