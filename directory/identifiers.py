"""Numbers that identify an agency (D2) and codes of countries and offices (D10). Pure.

Sources: GB 32100-2015 (unified social credit code), GB 11714-1997 (organisation code), the rules
for 15-digit registration numbers of market entities (check digit after ISO 7064 MOD 11,10), ISO
3166-1 and WIPO ST.3. Every ``normalise_...`` returns the one stored form or raises ``IdentifierError``.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from django.utils.translation import gettext as _

from directory.agencies.enums import IdentifierScheme
from directory.errors import IdentifierError
from directory.taxonomies import reference

#: The 31 characters of GB 32100; I, O, S, V and Z are left out because they look like digits.
CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
_CREDIT_CODE_SHAPE = re.compile(rf"[{CREDIT_CODE_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_CODE_ALPHABET}]{{10}}")
#: Nine letters and digits, the last of which may be X.
_ORGANISATION_CODE_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
#: Written for separation only. A full stop or slash may belong to a foreign number and stays there.
_SEPARATORS = re.compile(r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\u30fc\ufeff-]+")
#: ISO 3166 reserves UK; GB is the code. EL is the European Union's for Greece.
_CODE_SYNONYMS = {"UK": "GB", "EL": "GR"}
REGISTER_NUMBER_LENGTH = 60


def _tidy(value: str) -> str:
    """Half-width, upper case, without spaces, dashes and invisible characters."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", value)).upper()


def _shown(value: str) -> str:
    """``value`` as an error may quote it: printable, and no longer than a line."""
    text = "".join(character if character.isprintable() else "�" for character in value[:41])
    return text if len(text) <= 40 else text[:40] + "…"


# ── Unified social credit code ────────────────────────────────────────────────────────────────


def credit_code_check_character(first_seventeen: str) -> str:
    """The 18th character of a credit code (GB 32100, modulus 31). ``first_seventeen`` is in stored form."""
    total = sum(
        CREDIT_CODE_ALPHABET.index(character) * weight
        for character, weight in zip(first_seventeen, _CREDIT_CODE_WEIGHTS, strict=True)
    )
    return CREDIT_CODE_ALPHABET[-total % 31]


def build_credit_code(division: str, organisation: str, category: str = "91") -> str:
    """A valid code for invented agencies: category, six digits of division, eight of organisation.

    Both check characters are computed. ``category`` 91 is an enterprise under market regulation, 31 a
    law firm under the justice administration.
    """
    seventeen = category + division + organisation + organisation_code_check_character(organisation)
    return seventeen + credit_code_check_character(seventeen)


def normalise_credit_code(value: str) -> str:
    """The 18 characters of a unified social credit code, its check character verified (D2)."""
    code = _tidy(value)
    scheme = IdentifierScheme.CREDIT_CODE
    if len(code) != 18:
        message = _(
            "“%(value)s” has %(count)s characters; a unified social credit code has 18. Compare it with the licence."
        )
        raise IdentifierError(message % {"value": _shown(value), "count": len(code)}, scheme=scheme, value=value)
    strange = sorted(set(code) - set(CREDIT_CODE_ALPHABET))
    if strange:
        message = _(
            "“%(value)s” contains “%(strange)s”, which no unified social credit code has "
            "(I, O, S, V and Z are never used). Is it 1, 0, 5 or 2?"
        )
        raise IdentifierError(
            message % {"value": _shown(value), "strange": " ".join(strange)}, scheme=scheme, value=value
        )
    if not _CREDIT_CODE_SHAPE.fullmatch(code):
        message = _(
            "“%(value)s” is no unified social credit code: characters 3 to 8 are digits, the place of registration."
        )
        raise IdentifierError(message % {"value": _shown(value)}, scheme=scheme, value=value)
    if code[17] != credit_code_check_character(code[:17]):
        message = _(
            "“%(value)s” does not agree with its check character (the last one). "
            "A character was mistyped or two were exchanged; compare it with the licence."
        )
        raise IdentifierError(message % {"value": _shown(value)}, scheme=scheme, value=value)
    return code


# ── Organisation code inside the credit code ──────────────────────────────────────────────────


def organisation_code_check_character(first_eight: str) -> str:
    """The 9th character of an organisation code (GB 11714, modulus 11; X stands for 10)."""
    total = sum(
        int(character, 36) * weight for character, weight in zip(first_eight, _ORGANISATION_CODE_WEIGHTS, strict=True)
    )
    remainder = -total % 11
    return "X" if remainder == 10 else str(remainder)


def warn_of_organisation_code(credit_code: str) -> str | None:
    """A remark for the officer when characters 9 to 17 break GB 11714, else ``None``.

    Not an error: registers issued valid credit codes around organisation codes that were wrong before.
    """
    organisation = credit_code[8:17]
    if organisation[8] == organisation_code_check_character(organisation[:8]):
        return None
    return _("The organisation code %(code)s inside %(value)s does not agree with its own check character.") % {
        "code": organisation,
        "value": credit_code,
    }


# ── Old registration number ───────────────────────────────────────────────────────────────────


def registration_check_digit(first_fourteen: str) -> str:
    """The 15th digit of an old registration number (ISO 7064 MOD 11,10)."""
    product = 10
    for digit in first_fourteen:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def normalise_registration_number(value: str) -> str:
    """The 15 digits of a registration number from before the credit code, its check digit verified."""
    number = _tidy(value)
    scheme = IdentifierScheme.OLD_REGISTRATION
    if not re.fullmatch(r"[0-9]{15}", number):
        message = _(
            "“%(value)s” is no old registration number: it has 15 digits. Today's licences show an 18-character code."
        )
        raise IdentifierError(message % {"value": _shown(value)}, scheme=scheme, value=value)
    if number[14] != registration_check_digit(number[:14]):
        message = _("“%(value)s” does not agree with its check digit (the last one). Compare it with the licence.")
        raise IdentifierError(message % {"value": _shown(value)}, scheme=scheme, value=value)
    return number


def recognise_chinese_number(value: str) -> tuple[str, str]:
    """Scheme and stored form of what stands in a column for credit codes.

    Old files put 15-digit registration numbers there. Whatever does not have 15 digits is judged as a
    credit code, so that the error speaks of that.
    """
    if re.fullmatch(r"[0-9]{15}", _tidy(value)):
        return IdentifierScheme.OLD_REGISTRATION.value, normalise_registration_number(value)
    return IdentifierScheme.CREDIT_CODE.value, normalise_credit_code(value)


# ── Codes of the patent office and of other registers ─────────────────────────────────────────


def normalise_cnipa_code(value: str) -> str:
    """The five digits of a patent agency at CNIPA. A spreadsheet's lost leading zero is not guessed."""
    code = _tidy(value)
    if not re.fullmatch(r"[0-9]{5}", code):
        message = _("“%(value)s” is no CNIPA agency code: it has five digits, such as 11127.")
        raise IdentifierError(message % {"value": _shown(value)}, scheme=IdentifierScheme.CNIPA, value=value)
    return code


def normalise_register_number(value: str) -> str:
    """A number in any other register: width, case and spacing are unified, nothing is checked.

    Dashes, dots and slashes stay, because in some registers they tell numbers apart.
    """
    number = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", value)).strip().upper()
    scheme = IdentifierScheme.REGISTER
    if not any(character.isalnum() for character in number):
        message = _(
            "“%(value)s” is no register number: it has neither a letter nor a digit. Leave it empty if there is none."
        )
        raise IdentifierError(message % {"value": _shown(value)}, scheme=scheme, value=value)
    if len(number) > REGISTER_NUMBER_LENGTH:
        message = _("“%(value)s” is too long for a register number (%(count)s characters, at most %(most)s).")
        details = {"value": _shown(number), "count": len(number), "most": REGISTER_NUMBER_LENGTH}
        raise IdentifierError(message % details, scheme=scheme, value=value)
    return number


IDENTIFIER_SCHEMES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        IdentifierScheme.CREDIT_CODE.value: normalise_credit_code,
        IdentifierScheme.OLD_REGISTRATION.value: normalise_registration_number,
        IdentifierScheme.CNIPA.value: normalise_cnipa_code,
        IdentifierScheme.REGISTER.value: normalise_register_number,
    }
)


def normalise_identifier(scheme: str, value: str) -> str:
    """The stored form of ``value`` in ``scheme``; raises ``IdentifierError`` for an unknown scheme too."""
    normalise = IDENTIFIER_SCHEMES.get(scheme)
    if normalise is None:
        message = _("“%(scheme)s” is no kind of number; choose one of %(known)s.")
        known = ", ".join(IDENTIFIER_SCHEMES)
        raise IdentifierError(message % {"scheme": scheme, "known": known}, scheme=scheme, value=value)
    return normalise(value)


# ── Countries and offices ─────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def _jurisdiction_codes() -> dict[str, str]:
    codes: dict[str, str] = dict(_CODE_SYNONYMS)
    for entry in reference.jurisdictions():
        codes[entry.code] = entry.code
        if entry.alpha3:
            codes[entry.alpha3] = entry.code
    return codes


def normalise_jurisdiction_code(value: str) -> str:
    """The two letters of an ISO country or ST.3 office, from two or three letters in any case and width."""
    code = _jurisdiction_codes().get(_tidy(value))
    if code is None:
        message = _(
            "“%(value)s” is neither an ISO 3166 country code nor a WIPO ST.3 office code; write DE, DEU or EP, say."
        )
        raise IdentifierError(message % {"value": _shown(value)}, scheme="jurisdiction", value=value)
    return code


def normalise_country_code(value: str) -> str:
    """As ``normalise_jurisdiction_code``, but offices such as EP are refused: nobody is registered in one."""
    code = normalise_jurisdiction_code(value)
    if code in {entry.code for entry in reference.jurisdictions() if entry.is_office}:
        message = _("“%(value)s” is an office, not a country. Write the country in which the agency is registered.")
        raise IdentifierError(message % {"value": _shown(value)}, scheme="jurisdiction", value=value)
    return code
