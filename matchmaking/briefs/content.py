"""What a valid brief says (M3), and the way there from JSON or from a form. Pure.

Every mistake is told with its key, the value as it was read and the way out; all mistakes at once.
"""

import difflib
import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from directory.classification import field_for_symbol, fields_for_ipc, parse_ipc
from matchmaking.briefs.errors import BriefProblem, InvalidBriefError
from matchmaking.pairing.facts import Wish
from matchmaking.pairing.scoring import BANDS

MOST_JURISDICTIONS = 20
MOST_FIELDS = 10
MOST_SYMBOLS = 50
MOST_EXCLUDED = 200
MOST_PARTIES = 200
LONGEST_NAME = 200
DEADLINE_YEARS = 10
SHARE_UNITS = 10_000
"""Field weights are whole numbers: one chosen field, or all IPC symbols together, weigh this much."""

KEYS = (
    "jurisdictions",
    "fields",
    "ipc",
    "services",
    "languages",
    "budget",
    "deadline",
    "exclude",
    "adverse_parties",
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The codes a brief may use. ``agency_exists`` answers which of the given public ids are known."""

    jurisdictions: frozenset[str]
    fields: frozenset[int]
    services: tuple[str, ...]
    languages: tuple[str, ...]
    known_agencies: Callable[[Collection[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class BriefContent:
    """A brief that passed every check. Order of codes is the user's; nothing is there twice."""

    jurisdictions: tuple[str, ...]
    services: tuple[str, ...]
    languages: tuple[str, ...]
    fields: tuple[int, ...] = ()
    ipc: tuple[str, ...] = ()
    budget: str = ""
    deadline: date | None = None
    exclude: tuple[str, ...] = ()
    adverse_parties: tuple[str, ...] = field(default=(), repr=False)

    @property
    def unmapped_ipc(self) -> tuple[str, ...]:
        """Symbols that belong to no technical field (D9): counted and told, never dropped in silence."""
        return fields_for_ipc(self.ipc).unmapped

    def field_weights(self) -> dict[str, int]:
        """Each chosen field weighs ``SHARE_UNITS``; the IPC symbols share as much between them (D9)."""
        weights = {str(number): SHARE_UNITS for number in self.fields}
        for number, share in fields_for_ipc(self.ipc).shares.items():
            weights[str(number)] = weights.get(str(number), 0) + max(1, round(share * SHARE_UNITS))
        return weights

    def as_json(self) -> dict[str, Any]:
        """The canonical JSON form, without the adverse parties, which never leave the firm's pages."""
        return {
            "jurisdictions": list(self.jurisdictions),
            "fields": list(self.fields),
            "ipc": list(self.ipc),
            "services": list(self.services),
            "languages": list(self.languages),
            "budget": self.budget or None,
            "deadline": self.deadline.isoformat() if self.deadline else None,
            "exclude": list(self.exclude),
        }

    def wish(self) -> Wish:
        """The brief as pairing sees it. The seed of the draw is the digest of what was asked."""
        asked = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False)
        return Wish(
            field_weights=self.field_weights(),
            services=self.services,
            languages=self.languages,
            budget=self.budget,
            deadline=self.deadline,
            excluded=frozenset(self.exclude),
            seed=hashlib.sha256(asked.encode()).hexdigest()[:16],
        )


def parse_brief(raw: Any, vocabulary: Vocabulary, day: date) -> BriefContent:
    """Check a decoded brief. Raises ``InvalidBriefError`` with every problem."""
    if not isinstance(raw, Mapping):
        raise InvalidBriefError(
            [BriefProblem("brief", _shown(raw), _("A brief is a JSON object."), _("Write { … } around its keys."))]
        )
    return _Reader(raw, vocabulary, day).read()


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _near(value: str, known: Collection[str]) -> str:
    """ " Did you mean …?" when a known code looks like ``value``, else the codes when they are few, else a form."""
    close = difflib.get_close_matches(value, known, n=1, cutoff=0.6)
    if close:
        return _("Did you mean “%(code)s”?") % {"code": close[0]}
    if len(known) <= 40:
        return _("Known are: %(codes)s.") % {"codes": ", ".join(sorted(known))}
    return _("Use a two-letter code, for example “DE”, “JP” or “EP”.")


class _Reader:
    """Reads one raw brief, collecting problems instead of stopping at the first."""

    def __init__(self, raw: Mapping[Any, Any], vocabulary: Vocabulary, day: date) -> None:
        self.raw = raw
        self.vocabulary = vocabulary
        self.day = day
        self.problems: list[BriefProblem] = []

    def read(self) -> BriefContent:
        for key in self.raw:
            if key not in KEYS:
                self.problem(str(key), "", _("A brief has no such key."), _near(str(key), KEYS))
        jurisdictions = self.codes("jurisdictions", self.vocabulary.jurisdictions, MOST_JURISDICTIONS, upper=True)
        fields, ipc = self.fields(), self.ipc()
        content = BriefContent(
            jurisdictions=jurisdictions,
            fields=fields,
            ipc=ipc,
            services=self.codes("services", self.vocabulary.services, len(self.vocabulary.services)),
            languages=self.languages(),
            budget=self.budget(),
            deadline=self.deadline(),
            exclude=self.exclude(),
            adverse_parties=self.adverse_parties(),
        )
        self.require("jurisdictions", jurisdictions, _("Name at least one country or office, for example “DE”."))
        self.require("services", content.services, _("Name at least one service, for example “oa-response”."))
        self.require("languages", content.languages, _("Name at least one working language, for example “en”."))
        if not self.has_problem("fields", "ipc") and not content.field_weights():
            way_out = _("Choose a technical field from 1 to 35 or give an IPC symbol, for example “H04L 9/32”.")
            self.problem("fields", ", ".join(ipc), _("No technical field follows from this."), way_out)
        if self.problems:
            raise InvalidBriefError(self.problems)
        return content

    def problem(self, key: str, value: str, message: str, way_out: str) -> None:
        self.problems.append(BriefProblem(key, value, message, way_out))

    def has_problem(self, *keys: str) -> bool:
        return any(problem.key in keys for problem in self.problems)

    def require(self, key: str, values: Collection[str], way_out: str) -> None:
        if not values and not self.has_problem(key):
            self.problem(key, "", _("Nothing is named here."), way_out)

    def items(self, key: str, most: int) -> list[Any]:
        """The list under ``key``, without doubles; a problem when it is none or too long."""
        values = self.raw.get(key)
        if values is None:
            return []
        if not isinstance(values, list | tuple):
            self.problem(key, _shown(values), _("This must be a list."), _("Write it in square brackets."))
            return []
        unique = list({json.dumps(value, default=str): value for value in values}.values())
        if len(unique) > most:
            message = _("%(number)d values are too many.") % {"number": len(unique)}
            self.problem(key, "", message, _("Name at most %(number)d.") % {"number": most})
            return []
        return unique

    def texts(self, key: str, most: int) -> list[str]:
        """Like ``items``; what is not text is a problem."""
        found = []
        for value in self.items(key, most):
            if isinstance(value, str) and "\x00" not in value:
                found.append(value.strip())
            else:
                self.problem(key, _shown(value), _("This must be text."), _("Write it in quotation marks."))
        return list(dict.fromkeys(text for text in found if text))

    def codes(self, key: str, known: Collection[str], most: int, *, upper: bool = False) -> tuple[str, ...]:
        codes = []
        for text in self.texts(key, most):
            code = text.upper() if upper else text.lower()
            if code in known:
                codes.append(code)
            else:
                self.problem(key, _shown(text), _("This code is not known."), _near(code, known))
        return tuple(dict.fromkeys(codes))

    def languages(self) -> tuple[str, ...]:
        tags = {tag.lower(): tag for tag in self.vocabulary.languages}
        found = self.codes("languages", tuple(tags), len(tags))
        return tuple(tags[tag] for tag in found)

    def fields(self) -> tuple[int, ...]:
        numbers = []
        for value in self.items("fields", MOST_FIELDS):
            number = int(value) if isinstance(value, str) and value.strip().isdecimal() else value
            if isinstance(number, int) and not isinstance(number, bool) and number in self.vocabulary.fields:
                numbers.append(number)
            else:
                message = _("This is not the number of a technical field.")
                self.problem("fields", _shown(value), message, _("The fields have the numbers 1 to 35."))
        return tuple(dict.fromkeys(numbers))

    def ipc(self) -> tuple[str, ...]:
        symbols = []
        for text in self.texts("ipc", MOST_SYMBOLS):
            symbol = parse_ipc(text)
            if symbol is None:
                message = _("This is not an IPC symbol: a letter, two digits and a letter come first.")
                self.problem("ipc", _shown(text), message, _("Write it like “H04L 9/32” or “H04N 21/”."))
            elif field_for_symbol(symbol) is None and symbol.main_group is None:
                message = _("This subclass belongs to no technical field as a whole.")
                way_out = _("Give the main group too, for example “%(symbol)s 31/”.") % {"symbol": symbol.subclass}
                self.problem("ipc", _shown(text), message, way_out)
            else:
                symbols.append(str(symbol))
        return tuple(dict.fromkeys(symbols))

    def budget(self) -> str:
        value = self.raw.get("budget")
        if value in (None, ""):
            return ""
        if isinstance(value, str) and value.strip().lower() in BANDS:
            return value.strip().lower()
        way_out = _("Write “low”, “medium” or “high”, or leave it out.")
        self.problem("budget", _shown(value), _("This is not a budget band."), way_out)
        return ""

    def deadline(self) -> date | None:
        value = self.raw.get("deadline")
        if value in (None, ""):
            return None
        way_out = _("Write a day to come as year, month and day, for example “%(day)s”.") % {
            "day": (self.day + timedelta(days=120)).isoformat()
        }
        try:
            deadline = date.fromisoformat(value.strip()) if isinstance(value, str) else None
        except ValueError:
            deadline = None
        if deadline is None or len(str(value).strip()) != 10:
            self.problem("deadline", _shown(value), _("This is not a date."), way_out)
        elif deadline < self.day:
            message = _("This day has passed (today is %(day)s).") % {"day": self.day.isoformat()}
            self.problem("deadline", _shown(value), message, way_out)
        elif deadline.year > self.day.year + DEADLINE_YEARS:
            self.problem("deadline", _shown(value), _("This day is too far away."), way_out)
        else:
            return deadline
        return None

    def exclude(self) -> tuple[str, ...]:
        ids = [text.lower() for text in self.texts("exclude", MOST_EXCLUDED)]
        known = set(self.vocabulary.known_agencies(ids)) if ids else set()
        for public_id in ids:
            if public_id not in known:
                way_out = _("Use the identifier in the address of the agency's profile.")
                self.problem("exclude", _shown(public_id), _("No agency has this identifier."), way_out)
        return tuple(dict.fromkeys(public_id for public_id in ids if public_id in known))

    def adverse_parties(self) -> tuple[str, ...]:
        names = self.texts("adverse_parties", MOST_PARTIES)
        for name in names:
            if len(name) > LONGEST_NAME:
                message = _("This name is longer than %(number)d characters.") % {"number": LONGEST_NAME}
                self.problem("adverse_parties", _shown(name), message, _("Give the name alone, one per line."))
        return tuple(name for name in names if len(name) <= LONGEST_NAME)
