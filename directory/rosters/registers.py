"""Finding a register by its code, or opening a new one."""

import re
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from directory.rosters.columns import Source, infer_kind
from directory.rosters.errors import RosterError, UnknownRegisterError
from directory.rosters.models import Register
from directory.taxonomies.models import Jurisdiction
from directory.taxonomies.places import find_jurisdiction

_CODE = re.compile(r"^[a-z0-9][a-z0-9_-]{1,59}$")


def find_register(code: str, *, is_new: bool = False) -> Register | None:
    """The register with this code, or ``None`` when it may be opened.

    Raises ``UnknownRegisterError`` when a known code is one slip away (unless ``is_new`` says that it is meant), and
    ``RosterError`` when the code has a form no register can have.
    """
    register = Register.objects.select_related("jurisdiction").filter(code=code).first()
    if register is not None:
        return register
    if not _CODE.match(code):
        raise RosterError(
            _("“%(code)s” cannot be a register's code: small letters, digits and dashes only.") % {"code": code[:60]}
        )
    close = [known for known in Register.objects.values_list("code", flat=True) if is_slip(code, known)]
    if close and not is_new:
        raise UnknownRegisterError(code, sorted(close))
    return None


def is_slip(code: str, known: str) -> bool:
    """Whether ``code`` is ``known`` with one letter wrong, missing, too many, or two exchanged.

    Short parts and digits tell registers apart (``bar-fr`` and ``bar-it``, ``list-1`` and ``list-2``): a difference in
    them is no slip.
    """
    ours, theirs = re.split(r"[-_]", code), re.split(r"[-_]", known)
    if len(ours) != len(theirs):
        return code.replace("-", "").replace("_", "") == known.replace("-", "").replace("_", "")
    different = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    if len(different) != 1:
        return False
    one, other = different[0]
    letters = one.isalpha() and other.isalpha() and min(len(one), len(other)) >= 4
    return letters and _one_edit(one, other)


def _one_edit(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, their_rest = one[start:], other[start:]
    exchanged = len(rest) > 1 and rest[:2] == their_rest[1::-1] and rest[2:] == their_rest[2:]
    return exchanged or rest[1:] == their_rest or rest == their_rest[1:] or rest[1:] == their_rest[1:]


@transaction.atomic
def open_register(*, code: str, mapping: Mapping[str, Source], name: str = "") -> Register:
    """A new register whose kind follows from the mapped columns; its country from a fixed value, if there is one."""
    country = mapping.get("country")
    jurisdiction = None
    if isinstance(country, dict):
        jurisdiction = Jurisdiction.objects.filter(code=find_jurisdiction(country["value"])).first()
    register = Register(
        code=code, name_zh=name or code, name_en=name or code, kind=infer_kind(mapping), jurisdiction=jurisdiction
    )
    register.full_clean()
    register.save()
    return register
