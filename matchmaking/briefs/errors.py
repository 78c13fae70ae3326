"""What can be wrong with a brief, told so that the user can put it right."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BriefProblem:
    """One mistake: the key it stands under, the value as it was read, what is wrong and the way out."""

    key: str
    value: str
    message: str
    way_out: str

    def __str__(self) -> str:
        shown = f" “{self.value}”" if self.value else ""
        return f"{self.key}{shown}: {self.message} {self.way_out}".strip()


class InvalidBriefError(Exception):
    """A brief with at least one problem; all of them are told at once."""

    def __init__(self, problems: Iterable[BriefProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def by_key(self) -> dict[str, list[BriefProblem]]:
        """The problems of each key, for forms."""
        grouped: dict[str, list[BriefProblem]] = {}
        for problem in self.problems:
            grouped.setdefault(problem.key, []).append(problem)
        return grouped


class BriefClosedError(Exception):
    """The brief was withdrawn and can neither be edited nor paired."""
