"""A brief's answer: reads the pools, pairs, and keeps what a replay needs. Writes nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from matchmaking.briefs.content import BriefContent
from matchmaking.pairing.engine import JurisdictionPairing, Terms, pair_jurisdiction
from matchmaking.pairing.gathering import gather
from matchmaking.pairing.records import as_public_json, record_inputs
from matchmaking.pairing.schemes import scheme_in_force


@dataclass(frozen=True, slots=True)
class PairingAnswer:
    """The results in the order of the brief's jurisdictions, with the inputs they follow from."""

    day: date
    scheme: str
    results: tuple[JurisdictionPairing, ...]
    inputs: dict[str, Any]
    unmapped_ipc: tuple[str, ...]
    asked: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """What ``pair_brief --json`` prints."""
        return {
            "day": self.day.isoformat(),
            "scheme": self.scheme,
            "brief": self.asked,
            "seed": self.inputs["wish"]["seed"],
            "unmapped_ipc": list(self.unmapped_ipc),
            "jurisdictions": [as_public_json(result) for result in self.results],
        }


def answer_brief(content: BriefContent, *, day: date) -> PairingAnswer:
    """Pair ``content`` with the vetted pools as of ``day``. Raises ``UnknownSchemeError`` before the first scheme."""
    scheme = scheme_in_force(day)
    gathered = gather(content, scheme=scheme, day=day)
    terms = Terms(wish=gathered.wish, labels=gathered.labels, scheme=scheme, day=day)
    results = tuple(pair_jurisdiction(pool, terms) for pool in gathered.pools)
    return PairingAnswer(
        day=day,
        scheme=scheme.version,
        results=results,
        inputs=record_inputs(gathered.pools, terms, results),
        unmapped_ipc=content.unmapped_ipc,
        asked=content.as_json(),
    )
