"""Every address of the site × who may open it. **A new address needs one line here.**

``RULES`` maps the name of an address (with its namespace: ``"matchmaking:brief-list"``) to a rule. The middleware
``cms.middleware.AccessMiddleware`` asks it before every view; an address without a line is refused, a system check
(``cms.E001``) and ``tests/project/test_permissions.py`` name it. Third-party includes are covered by ``INCLUDES``.

Pick the rule by the question "whose is it?":

=====================  =========================================================================================
``PUBLIC``             everybody, signed in or not
``ACCOUNT``            allauth's own pages: they ask for what they need themselves
``SIGNED_IN``          anybody with an account
``FIRM``               people of the firm whose public id is the address's ``public_id``
``FIRM_ADMINISTRATOR``  its administrators
``AGENCY``             people of the agency whose public id is the address's ``public_id``
``AGENCY_ADMINISTRATOR``  its administrators
``OWN_OBJECT``         signed in, and the *view* asks a ``can_...`` predicate about the object (404 when it refuses);
                       add a sample to ``tests/project/permission_samples.py``
``ANY_STAFF``          any officer, editor, auditor or administrator
``staff(Role.X, ...)``  these roles
``DEMO``               only where the demo runs
=====================  =========================================================================================

Signed out on a private address leads to sign-in and back. Signed in without the right is answered exactly like an
address that does not exist. Staff roles need a second factor in this session first. An auditor opens what belongs to
firms and agencies too, and changes nothing anywhere.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver

from directory.accounts.enums import Role
from directory.accounts.permissions import Roles

Allows = Callable[[Roles, Mapping[str, Any]], bool]


@dataclass(frozen=True)
class Rule:
    """Who may open an address. ``allows`` sees the roles of today and the arguments in the address."""

    name: str
    allows: Allows
    private: bool = True
    auditor_reads: bool = False

    def permits(self, roles: Roles, arguments: Mapping[str, Any], *, safe: bool) -> bool:
        """Whether a signed-in person with ``roles`` may; ``safe`` for GET and HEAD."""
        if self.allows(roles, arguments):
            return True
        return self.auditor_reads and safe and roles.is_auditor


def staff(*roles: Role) -> Rule:
    """Only people with one of ``roles``."""
    wanted = frozenset(roles)
    return Rule(f"staff:{'+'.join(sorted(wanted))}", lambda held, _arguments: not held.names.isdisjoint(wanted))


def _firm(*roles: Role) -> Allows:
    return lambda held, arguments: held.in_firm(str(arguments.get("public_id", "")), *roles)


def _agency(*roles: Role) -> Allows:
    return lambda held, arguments: held.in_agency(str(arguments.get("public_id", "")), *roles)


PUBLIC = Rule("public", lambda _held, _arguments: True, private=False)
ACCOUNT = Rule("account", lambda _held, _arguments: True, private=False)
DEMO = Rule("demo", lambda _held, _arguments: bool(settings.DEMO), private=False)
SIGNED_IN = Rule("signed-in", lambda _held, _arguments: True)
OWN_OBJECT = Rule("own-object", lambda _held, _arguments: True)
FIRM = Rule("firm", _firm(), auditor_reads=True)
FIRM_ADMINISTRATOR = Rule("firm-administrator", _firm(Role.FIRM_ADMINISTRATOR), auditor_reads=True)
AGENCY = Rule("agency", _agency(), auditor_reads=True)
AGENCY_ADMINISTRATOR = Rule("agency-administrator", _agency(Role.AGENCY_ADMINISTRATOR), auditor_reads=True)
ANY_STAFF = Rule("any-staff", lambda held, _arguments: bool(held.staff))
#: Wagtail's admin: any staff role opens the door, the role's group decides what is behind it.
ADMIN = Rule("admin", lambda held, _arguments: bool(held.staff))

#: Address name → rule. Keep the groups and sort inside them.
RULES: dict[str, Rule] = {
    # the frame
    "health": PUBLIC,
    "public_file": PUBLIC,
    "robots": PUBLIC,
    "sitemap": PUBLIC,
    "sitemap-section": PUBLIC,
    # Wagtail's pages (restrictions of single pages are Wagtail's)
    "wagtail_serve": PUBLIC,
    "wagtailcore_authenticate_with_password": PUBLIC,
    "wagtailcore_login": PUBLIC,
    # sign-in replaces Wagtail's own pages
    "admin-login": PUBLIC,
    "admin-password": PUBLIC,
    # accounts
    "account-home": SIGNED_IN,
    "account-settings": SIGNED_IN,
    "firm-register": SIGNED_IN,
    "invitation": PUBLIC,  # the link is the right; accepting asks for the account
    "workspace": SIGNED_IN,
    # firm workspace
    "firm-workspace": FIRM,
    "firm-edit": FIRM_ADMINISTRATOR,
    "firm-team": FIRM,
    "firm-team-invite": FIRM_ADMINISTRATOR,
    "firm-invitation-resend": FIRM_ADMINISTRATOR,
    "firm-invitation-revoke": FIRM_ADMINISTRATOR,
    "firm-member-end": FIRM,  # members may leave by themselves; the view asks for more about others
    "firm-member-role": FIRM_ADMINISTRATOR,
    "firm-verification": FIRM_ADMINISTRATOR,
    # agency team (the rest of the agency workspace is further down)
    "agency-team": AGENCY,
    "agency-team-invite": AGENCY_ADMINISTRATOR,
    "agency-invitation-resend": AGENCY_ADMINISTRATOR,
    "agency-invitation-revoke": AGENCY_ADMINISTRATOR,
    "agency-member-end": AGENCY,
    "agency-member-role": AGENCY_ADMINISTRATOR,
    # agency workspace: its people; the views ask for more before they change something
    "agency-workspace": AGENCY,
    "agency-document": AGENCY_ADMINISTRATOR,
    "agency-fee-remove": AGENCY,
    "agency-fees": AGENCY,
    "agency-figures": AGENCY,
    "agency-history": AGENCY,
    "agency-narrative": AGENCY,
    "agency-narrative-back": AGENCY,
    "agency-narrative-preview": AGENCY,
    "agency-narrative-submit": AGENCY,
    "agency-office-end": AGENCY,
    "agency-offices": AGENCY,
    "agency-people": AGENCY,
    "agency-practice": AGENCY,
    "agency-qualifications": AGENCY,
    "agency-verification": AGENCY,
    "agency-verification-withdraw": AGENCY_ADMINISTRATOR,
    # claims
    "claim": OWN_OBJECT,
    "claim-agency": SIGNED_IN,
    "claim-answer": OWN_OBJECT,
    "claim-document": OWN_OBJECT,
    "claim-withdraw": OWN_OBJECT,
    # the demo's door
    "demo": DEMO,
    "demo-enter": DEMO,
    "demo-mail": DEMO,
    # finding and reading
    "agency-profile": PUBLIC,
    "agency-results": PUBLIC,
    "agency-suggestions": PUBLIC,
    "agency-compare": PUBLIC,
    "agency-compare-export": PUBLIC,
    "shortlist": PUBLIC,
    "shortlist-add": PUBLIC,
    "shortlist-export": PUBLIC,
    "shortlist-keep": PUBLIC,
    "shortlist-note": PUBLIC,
    "shortlist-remove": PUBLIC,
    # matching abroad: anybody fills in the form, the firm alone sees its briefs
    "match": PUBLIC,
    "match-brief": OWN_OBJECT,
    "match-brief-copy": OWN_OBJECT,
    "match-brief-step": OWN_OBJECT,
    "match-brief-withdraw": OWN_OBJECT,
    "match-briefs": OWN_OBJECT,
    "match-new": PUBLIC,
    "match-scheme": PUBLIC,
    "match-step": PUBLIC,
    # for staff on the site
    "styleguide": ANY_STAFF,
    # allauth
    "account_login": ACCOUNT,
    "account_logout": ACCOUNT,
    "account_inactive": ACCOUNT,
    "account_signup": ACCOUNT,
    "account_reauthenticate": ACCOUNT,
    "account_email": ACCOUNT,
    "account_email_verification_sent": ACCOUNT,
    "account_change_password": ACCOUNT,
    "account_set_password": ACCOUNT,
    "account_reset_password": ACCOUNT,
    "account_confirm_login_code": ACCOUNT,
    "account_confirm_email": ACCOUNT,
    "account_reset_password_from_key_done": ACCOUNT,
    "account_reset_password_from_key": ACCOUNT,
    "account_reset_password_done": ACCOUNT,
    "mfa_index": ACCOUNT,
    "mfa_authenticate": ACCOUNT,
    "mfa_reauthenticate": ACCOUNT,
    "mfa_activate_totp": ACCOUNT,
    "mfa_deactivate_totp": ACCOUNT,
    "mfa_view_recovery_codes": ACCOUNT,
    "mfa_generate_recovery_codes": ACCOUNT,
    "mfa_download_recovery_codes": ACCOUNT,
    "usersessions_list": ACCOUNT,
}

#: Third-party addresses by the beginning of their route (after the language prefix) → rule.
INCLUDES: dict[str, Rule] = {
    "admin/": ADMIN,
    "documents/": PUBLIC,  # Wagtail asks the collection's restrictions
}

#: What an auditor may post in the admin: leaving, own preferences, and what Wagtail's screens send by themselves.
AUDITOR_POSTS = frozenset(
    {"wagtailadmin_logout", "wagtailadmin_account", "wagtailadmin_dismissibles", "wagtailadmin_sprite"}
)


def rule_of(name: str, route: str) -> Rule | None:
    """The rule of an address by its name and route, or ``None`` when nobody wrote one."""
    rule = RULES.get(name)
    if rule is not None:
        return rule
    bare = _without_language(route)
    return next((rule for beginning, rule in INCLUDES.items() if bare.startswith(beginning)), None)


def rule_of_match(match: ResolverMatch) -> Rule | None:
    """The rule of a resolved request."""
    return rule_of(match.view_name or "", match.route or "")


@dataclass(frozen=True)
class Address:
    """One address the site answers: its full name and the route with its arguments."""

    name: str
    route: str
    arguments: tuple[str, ...]


def all_addresses() -> list[Address]:
    """Every address of the URL configuration, includes opened, without repetitions by language."""
    return list(dict.fromkeys(_walk(get_resolver(), "", ())))


def _walk(resolver: URLResolver, prefix: str, namespaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, route, inner)
        elif isinstance(entry, URLPattern):
            name = entry.name or entry.lookup_str
            yield Address(
                ":".join((*namespaces, name)), _without_language(route), tuple(sorted(entry.pattern.regex.groupindex))
            )


def _without_language(route: str) -> str:
    for code, _name in settings.LANGUAGES:
        if route.startswith(f"{code}/"):
            return route[len(code) + 1 :]
    return route
