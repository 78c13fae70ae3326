"""The Chinese is whole: translated, compiled, and nothing in the code that no catalogue knows."""

import polib
import pytest

from tests.project import translations


def test_every_text_has_its_chinese() -> None:
    faults = translations.find_faults(collect=translations.can_collect())
    assert not faults, f"{len(faults)} faults, the first:\n" + "\n".join(faults[:20])


def entry(msgid: str, msgstr: str, **options: object) -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid=msgid, msgstr=msgstr, **options))
    return catalogue


@pytest.mark.parametrize(
    ("catalogue", "said"),
    [
        (entry("Agency", ""), "no Chinese"),
        (entry("Agency", "机构", flags=["fuzzy"]), "doubtful"),
        (entry("%(count)s agencies", "机构"), "a placeholder is missing"),
        (entry("Agencies", "%(count)s 家机构"), "placeholders differ"),
        (entry("{count} agencies", "{number} 家机构"), "placeholders differ"),
    ],
    ids=["empty", "fuzzy", "missing", "invented", "renamed"],
)
def test_faults_are_found(catalogue: polib.POFile, said: str) -> None:
    (fault,) = translations.find_untranslated("cms", catalogue)
    assert said in fault


def test_a_plural_may_leave_the_number_to_the_words() -> None:
    plural = entry("One agency", "", msgid_plural="%(count)s agencies", msgstr_plural={0: "%(count)s 家机构"})
    assert not list(translations.find_untranslated("cms", plural))


def test_a_text_outside_the_catalogue_is_found() -> None:
    known, extracted = entry("Agency", "机构"), entry("Firm", "")
    (fault,) = translations.find_uncollected("cms", known, extracted)
    assert "'Firm' is not in the catalogue" in fault
