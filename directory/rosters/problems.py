"""What can be wrong or doubtful about a cell or a line, and the sentences for it.

Lines wait in staging and are shown to people of either language, so a problem is stored as a code with what it speaks
of, and becomes a sentence when it is shown.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

_ERRORS = {
    "formula": _("The cell holds a formula. Put its value in its place."),
    "name-missing": _("The line has no name. Fill in the Chinese or the English name."),
    "too-long": _("The text is longer than %(about)s characters."),
    "number": "%(about)s",
    "place": "%(about)s",
    "country-missing": _("The line does not say its country. Choose a column for it, or one value for all lines."),
    "date": _("There is no such day. Write YYYY-MM-DD."),
    "date-future": _("The day is later than the snapshot's date, %(about)s."),
    "date-old": _("The day is earlier than 1800."),
    "date-order": _("The end is earlier than the start."),
    "status": _("This status is not known. Write active, suspended, revoked, deregistered or abnormal."),
    "kind": _("This kind of agency is not known. Use the codes of the template."),
    "licence-kind": _("This kind of licence is not known. Use the codes of the template."),
    "email": _("This is no e-mail address."),
    "website": _("This is no web address."),
    "grade": _("This grade is not known. Write A+, A, B, C or D."),
    "score": _("This is no score. Write a number such as 92.5."),
    "repeated-number": _("The same number stands in row %(about)s with other content. Only one can be right."),
    "two-agencies": _("The numbers of this line belong to two agencies: %(about)s."),
    "subject-missing": _(
        "The directory does not know whom this grade is for. Import the register of agencies or people first."
    ),
}

_DOUBTS = {
    "scope": _("The business scope speaks of making or printing goods and not of intellectual-property services."),
    "name-trade": _("The name is that of a maker or printer, and the business scope does not say otherwise."),
    "double": _("It may be the agency known as %(about)s."),
    "same-name": _("The same name stands in row %(about)s with another place: one agency with two offices, or two?"),
    "namesake": _("Several people in this file have this name and no licence number."),
    "overlap": _("The same person works in two agencies at a time (row %(about)s)."),
    "identifier-differs": _("The agency is known with another number: %(about)s."),
    "place": "%(about)s",
}


@dataclass(frozen=True)
class Problem:
    """One error or doubt. ``column`` is canonical; ``about`` fills the sentence."""

    code: str
    column: str = ""
    value: str = ""
    about: str = ""

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "column": self.column, "value": self.value[:200], "about": self.about[:500]}


def problem_of(stored: dict[str, Any]) -> Problem:
    """A problem as staging stores it."""
    return Problem(stored["code"], stored.get("column", ""), stored.get("value", ""), stored.get("about", ""))


def error_sentence(problem: Problem) -> str:
    """The error in the active language."""
    return str(_ERRORS[problem.code]) % {"about": problem.about}


def doubt_sentence(problem: Problem) -> str:
    """The doubt in the active language."""
    return str(_DOUBTS[problem.code]) % {"about": problem.about}
