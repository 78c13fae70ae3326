"""Numbers and codes (D2, D10): check characters, normalisation, and errors that name value and way out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import identifiers
from directory.errors import IdentifierError
from directory.identifiers import CREDIT_CODE_ALPHABET

#: The example of GB 32100-2015 itself, and codes that large companies print on their web pages.
VALID_CODES = ("91350100M000100Y43", "9144030071526726XG", "91110000802100433B")

divisions = st.text("0123456789", min_size=6, max_size=6)
organisations = st.text(CREDIT_CODE_ALPHABET, min_size=8, max_size=8)


@pytest.mark.parametrize("code", VALID_CODES)
def test_known_codes_are_valid(code: str) -> None:
    """D2: GB 32100 check character."""
    assert identifiers.normalise_credit_code(code) == code


@given(divisions, organisations, st.sampled_from(("91", "31", "52", "12")))
def test_built_codes_are_valid_in_both_standards(division: str, organisation: str, category: str) -> None:
    code = identifiers.build_credit_code(division, organisation, category)
    assert identifiers.normalise_credit_code(code) == code
    assert identifiers.warn_of_organisation_code(code) is None


@given(divisions, organisations, st.integers(0, 17), st.sampled_from(CREDIT_CODE_ALPHABET))
def test_one_wrong_character_is_always_found(division: str, organisation: str, place: int, other: str) -> None:
    """D2: modulus 31 is prime and no weight is a multiple of it."""
    code = identifiers.build_credit_code(division, organisation)
    broken = code[:place] + other + code[place + 1 :]
    if broken == code:
        assert identifiers.normalise_credit_code(broken) == code
    else:
        with pytest.raises(IdentifierError):
            identifiers.normalise_credit_code(broken)


@given(divisions, organisations, st.integers(0, 16))
def test_two_exchanged_characters_are_always_found(division: str, organisation: str, place: int) -> None:
    code = identifiers.build_credit_code(division, organisation)
    exchanged = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if exchanged != code:
        with pytest.raises(IdentifierError):
            identifiers.normalise_credit_code(exchanged)


@pytest.mark.parametrize(
    "written",
    [
        "91350100m000100y43",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        " 9135 0100-M000100Y43 ",
        "91350100–M000100Y43\u200b",
        "\ufeff91350100M000100Y43",
    ],
)
def test_width_case_spaces_and_dashes_do_not_matter(written: str) -> None:
    assert identifiers.normalise_credit_code(written) == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("91350100M000100Y44", "check character"),
        ("91350100M000100Y4", "17 characters"),
        ("91350100MO00100Y43", "“O”"),
        ("913501X0M000100Y43", "characters 3 to 8"),
    ],
)
def test_an_error_names_the_value_and_the_way_out(written: str, said: str) -> None:
    from django.utils.translation import override

    with override("en"), pytest.raises(IdentifierError) as refusal:
        identifiers.normalise_credit_code(written)
    assert written in str(refusal.value)
    assert said in str(refusal.value)
    assert refusal.value.value == written
    assert refusal.value.scheme == "uscc"


def test_an_endless_value_is_not_quoted_whole() -> None:
    with pytest.raises(IdentifierError) as refusal:
        identifiers.normalise_credit_code("9" * 1_000_000 + "\x00")
    assert len(str(refusal.value)) < 300


def test_a_wrong_organisation_code_only_warns() -> None:
    """GB 11714 inside a valid credit code is a remark for the officer, not a refusal."""
    seventeen = "91110108" + "100005029"
    code = seventeen + identifiers.credit_code_check_character(seventeen)
    assert identifiers.normalise_credit_code(code) == code
    assert "100005029" in (identifiers.warn_of_organisation_code(code) or "")


@pytest.mark.parametrize(("eight", "check"), [("10000502", "8"), ("D2143569", "X"), ("00000000", "0")])
def test_organisation_codes(eight: str, check: str) -> None:
    """GB 11714; D2143569-X is the standard's own example."""
    assert identifiers.organisation_code_check_character(eight) == check


@given(st.text("0123456789", min_size=14, max_size=14), st.integers(0, 14), st.integers(1, 9))
def test_old_registration_numbers(fourteen: str, place: int, shift: int) -> None:
    """ISO 7064 MOD 11,10 finds every single wrong digit."""
    number = fourteen + identifiers.registration_check_digit(fourteen)
    assert identifiers.normalise_registration_number(f" {number} ") == number
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(IdentifierError):
        identifiers.normalise_registration_number(wrong)


def test_iso_7064_example() -> None:
    """ISO 7064's example for MOD 11,10: 0794 has the check digit 5."""
    assert identifiers.registration_check_digit("0794") == "5"


def test_the_column_for_credit_codes_may_hold_old_numbers() -> None:
    number = "11000000000000" + identifiers.registration_check_digit("11000000000000")
    assert identifiers.recognise_chinese_number(number) == ("cn-registration", number)
    assert identifiers.recognise_chinese_number("91350100m000100y43") == ("uscc", "91350100M000100Y43")
    with pytest.raises(IdentifierError):
        identifiers.recognise_chinese_number("12345")


@pytest.mark.parametrize(("written", "stored"), [("11127", "11127"), (" １１１２７ ", "11127"), ("11-127", "11127")])
def test_cnipa_codes(written: str, stored: str) -> None:
    assert identifiers.normalise_cnipa_code(written) == stored


@pytest.mark.parametrize("written", ["1127", "111270", "1112A", "", "١١١٢٧"])
def test_wrong_cnipa_codes(written: str) -> None:
    with pytest.raises(IdentifierError) as refusal:
        identifiers.normalise_cnipa_code(written)
    assert refusal.value.scheme == "cnipa"
    assert written in str(refusal.value)


def test_register_numbers_are_only_unified() -> None:
    assert identifiers.normalise_register_number(" ｈｒｂ  12-34/a ") == "HRB 12-34/A"
    for wrong in ("", " - ", "1" * 61):
        with pytest.raises(IdentifierError):
            identifiers.normalise_register_number(wrong)


def test_every_scheme_has_its_check() -> None:
    from directory.agencies.enums import IdentifierScheme

    assert set(identifiers.IDENTIFIER_SCHEMES) == set(IdentifierScheme.values)
    assert identifiers.normalise_identifier("cnipa", "11127") == "11127"
    with pytest.raises(IdentifierError, match="nonsense"):
        identifiers.normalise_identifier("nonsense", "1")


@given(st.sampled_from(sorted(identifiers.IDENTIFIER_SCHEMES)), st.text(max_size=70))
def test_normalising_is_idempotent_and_raises_nothing_else(scheme: str, value: str) -> None:
    try:
        stored = identifiers.normalise_identifier(scheme, value)
    except IdentifierError:
        return
    assert identifiers.normalise_identifier(scheme, stored) == stored


@pytest.mark.parametrize(
    ("written", "code"),
    [("de", "DE"), ("DEU", "DE"), ("ＤＥ", "DE"), ("UK", "GB"), ("ep", "EP"), ("WO", "WO"), ("hkg", "HK")],
)
def test_jurisdiction_codes(written: str, code: str) -> None:
    """D10: ISO 3166 and ST.3."""
    assert identifiers.normalise_jurisdiction_code(written) == code


@pytest.mark.parametrize("written", ["XX", "ZZZ", "", "Germany", "IB"])
def test_unknown_jurisdiction_codes(written: str) -> None:
    with pytest.raises(IdentifierError):
        identifiers.normalise_jurisdiction_code(written)


@pytest.mark.parametrize("office", ["EP", "WO", "EM", "EA", "OA", "AP", "GC", "BX"])
def test_offices_are_no_countries(office: str) -> None:
    """D10."""
    assert identifiers.normalise_jurisdiction_code(office) == office
    with pytest.raises(IdentifierError, match=office):
        identifiers.normalise_country_code(office)
