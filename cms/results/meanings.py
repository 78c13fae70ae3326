"""What words typed into the search box mean besides a name: a field, an IPC symbol, a country, a service, a place."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.classification import fields_for_ipc
from search.params import FILTERS_BY_PARAMETER
from search.vocabulary import Vocabulary

#: The filters whose values people type, the likeliest first: a country's name asks for help in that country.
TYPED = ("field", "jurisdiction", "service", "industry", "place")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One value of one filter that carries exactly the name or code that was typed."""

    parameter: str
    value: str
    label: str

    @property
    def filter_label(self) -> str:
        return str(FILTERS_BY_PARAMETER[self.parameter].label)


def meanings_of(words: str, vocabulary: Vocabulary, language: str) -> list[Meaning]:
    """Every value called ``words`` in either language, by code for countries, or by IPC symbol for fields (D9)."""
    typed = " ".join(words.split()).casefold()
    if not typed:
        return []
    found = dict.fromkeys([*_called(typed, vocabulary), *_classified(words, vocabulary)])
    return [Meaning(parameter, value, vocabulary.name(parameter, value, language)) for parameter, value in found]


def _called(typed: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for parameter in TYPED:
        for root in vocabulary.terms[parameter]:
            for term in root.walk():
                names = {term.name_zh.casefold(), term.name_en.casefold()}
                if parameter == "jurisdiction":
                    names.add(term.value.casefold())
                if typed in names and not (parameter == "field" and term.children):
                    yield parameter, term.value


def _classified(words: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    if not any(one.isdigit() for one in words):
        return []
    fields = (str(number) for number in fields_for_ipc([words]).shares)
    return [("field", number) for number in fields if vocabulary.find("field", number)]
