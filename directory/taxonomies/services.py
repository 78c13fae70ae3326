"""Renaming in the shared vocabularies; what exists is decided by the facts alone."""

from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from directory.audit.services import changes, record_event
from directory.taxonomies.errors import FixedNameError
from directory.taxonomies.models import Jurisdiction, Named

if TYPE_CHECKING:
    from directory.accounts.models import User

Term = TypeVar("Term", bound=Named)
#: D10 says how these are written.
FIXED_JURISDICTIONS = frozenset({"HK", "MO", "TW"})


@transaction.atomic
def rename_term(*, term: Term, name_zh: str, name_en: str, renamed_by: "User") -> Term:
    """Give a field, service, country ... other words; its code and place in the order stay.

    The same names again change nothing. Raises ``FixedNameError`` for the names that D10 fixes,
    ``ValidationError`` for an empty or too long name.
    """
    term = type(term)._default_manager.select_for_update().get(pk=term.pk)
    before = {"name_zh": term.name_zh, "name_en": term.name_en}
    term.name_zh, term.name_en = name_zh.strip(), name_en.strip()
    changed = changes(before, {"name_zh": term.name_zh, "name_en": term.name_en})
    if not changed:
        return term
    if isinstance(term, Jurisdiction) and term.code in FIXED_JURISDICTIONS:
        raise FixedNameError(_("The name of this jurisdiction is fixed by the rules of the platform (D10)."))
    term.full_clean()
    term.save(update_fields=["name_zh", "name_en"])
    record_event(kind="taxonomy.renamed", actor=renamed_by, subject=term, payload=changed)
    return term
