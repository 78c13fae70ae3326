"""A hit as the card component shows it: words in the reader's language, facts of the day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cms.navigation import html_language
from search.cards import Card
from search.vocabulary import PLACE_SEPARATOR, Vocabulary

MARK_WORDS = {
    "suspended": gettext_lazy("Suspended"),
    "revoked": gettext_lazy("Revoked"),
    "deregistered": gettext_lazy("Deregistered"),
    "abnormal": gettext_lazy("On the abnormal-operations list"),
}


@dataclass(frozen=True, slots=True)
class OfficialGrade:
    """Official grades of the day in one word, and the date of the latest."""

    grade: str
    date: date


@dataclass(frozen=True, slots=True)
class ShownCard:
    """See ``cms/components/result_card.html``. Evaluation and clients' experience are not published yet."""

    public_id: str
    url: str
    name: str
    name_lang: str
    alternative: str
    alternative_lang: str
    profile_tier: str
    place: str
    kinds: str
    since: str
    people: int
    people_as_of: date
    official: OfficialGrade | None
    status_mark: str
    compared: bool
    kept: bool
    evaluation: None = None
    cells: int = 0
    clients: None = None
    conduct: str = ""

    @property
    def keep_form(self) -> str:
        """The form its button belongs to: adding and removing are two, so that a double click does one thing."""
        return "unkeep" if self.kept else "keep"


def show_card(
    card: Card,
    *,
    vocabulary: Vocabulary,
    day: date,
    language: str,
    compared: Collection[str] = (),
    kept: Collection[str] = (),
) -> ShownCard:
    """One card as it is on ``day``."""
    comma = pgettext("between items of a list", ", ")
    name, other = card.name(language), card.other_name(language)
    marks = dict.fromkeys(mark.kind for mark in card.marks_on(day))
    return ShownCard(
        public_id=card.public_id,
        url=reverse("agency-profile", args=[card.public_id]),
        name=name,
        name_lang=foreign_language(card, name, language),
        alternative=other,
        alternative_lang=foreign_language(card, other, language),
        profile_tier=tier_word(card, day),
        place=place_words(card, vocabulary, language),
        kinds=comma.join(map(partial(vocabulary.name, "kind", language=language), card.kinds)),
        since=str(card.registered_on.year) if card.registered_on else "",
        people=card.people,
        people_as_of=card.people_as_of,
        official=official_grade(card, day),
        status_mark=comma.join(str(MARK_WORDS[kind]) for kind in marks),
        compared=card.public_id in compared,
        kept=card.public_id in kept,
    )


def tier_word(card: Card, day: date) -> str:
    """The profile tier, and whether the agency is identified at all (D2, D6)."""
    tier = str(card.tier_on(day).label)
    return _("%(tier)s, identity unsettled") % {"tier": tier} if card.is_unidentified else tier


def official_grade(card: Card, day: date) -> OfficialGrade | None:
    """Grades in force on ``day``, of several schemes beside each other (G1)."""
    grades = card.grades_on(day)
    if not grades:
        return None
    return OfficialGrade(" / ".join(dict.fromkeys(one.value for one in grades)), max(one.as_of for one in grades))


def foreign_language(card: Card, name: str, language: str) -> str:
    """The ``lang`` of a name that is not in the page's language."""
    of_name = "zh-hans" if name and name == card.name_zh else "en"
    return html_language(of_name) if name and not language.startswith(of_name[:2]) else ""


def place_words(card: Card, vocabulary: Vocabulary, language: str) -> str:
    """The registered place (D3): 北京市 海淀区, München, Germany."""
    parts = [card.province, "" if card.city == card.province else card.city, card.district]
    if language.startswith("en"):
        province = vocabulary.name("place", f"{card.country}{PLACE_SEPARATOR}{card.province}", language)
        country = vocabulary.name("jurisdiction", card.country, language)
        written = [part for part in (parts[2], parts[1], parts[0] and province.rpartition("/")[2]) if part]
        return ", ".join([*written, country])
    shown = " ".join(part for part in parts if part)
    country = "" if card.country == "CN" else vocabulary.name("jurisdiction", card.country, language)
    return " ".join(part for part in (country, shown) if part) or vocabulary.name("jurisdiction", "CN", language)
