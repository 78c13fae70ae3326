"""Pairings as plain JSON values and back, so that a stored one can be replayed (M4)."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from matchmaking.pairing.engine import JurisdictionPairing, PairedAgency, Pool, Terms, pair_jurisdiction
from matchmaking.pairing.facts import Labels, Wish
from matchmaking.pairing.schemes import scheme_version

Made = TypeVar("Made")


def encode(value: Any) -> Any:
    """Dataclasses become objects, dates ISO text, sets sorted lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: encode(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): encode(each) for key, each in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(encode(each) for each in value)
    if isinstance(value, list | tuple):
        return [encode(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def decode(kind: type[Made], value: Any) -> Made:
    """The dataclass ``kind`` from what ``encode`` made of it."""
    return typing.cast(Made, _decode(kind, value))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _decode(hint: Any, value: Any) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if value is None:
        return None
    if origin in (types.UnionType, typing.Union):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return _decode(inner, value)
    if origin is tuple:
        return tuple(_decode(arguments[0], each) for each in value)
    if origin is frozenset:
        return frozenset(_decode(arguments[0], each) for each in value)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _decode(arguments[1], each) for key, each in value.items()}
    if dataclasses.is_dataclass(hint):
        hints = _hints(typing.cast(type, hint))
        return hint(**{key: _decode(hints[key], each) for key, each in value.items() if key in hints})  # type: ignore[operator]  # a dataclass type
    return date.fromisoformat(value) if hint is date else value


def record_inputs(pools: tuple[Pool, ...], terms: Terms, results: tuple[JurisdictionPairing, ...]) -> dict[str, Any]:
    """Everything a replay needs. Of the not vetted only the listed ones are kept, with the counts of all."""
    kept = []
    for pool, result in zip(pools, results, strict=True):
        shown = {agency.id for agency in result.unvetted.agencies}
        unvetted = tuple(agency for agency in pool.unvetted if agency.id in shown)
        kept.append(dataclasses.replace(pool, unvetted=unvetted))
    return {
        "day": terms.day.isoformat(),
        "scheme": terms.scheme.version,
        "wish": encode(terms.wish),
        "labels": encode(terms.labels),
        "pools": encode(kept),
    }


def replay(inputs: Mapping[str, Any]) -> tuple[JurisdictionPairing, ...]:
    """Pair again from stored inputs alone. Raises ``UnknownSchemeError`` when its weights are gone."""
    terms = Terms(
        wish=decode(Wish, inputs["wish"]),
        labels=decode(Labels, inputs["labels"]),
        scheme=scheme_version(inputs["scheme"]),
        day=date.fromisoformat(inputs["day"]),
    )
    return tuple(pair_jurisdiction(decode(Pool, pool), terms) for pool in inputs["pools"])


def as_public_json(result: JurisdictionPairing) -> dict[str, Any]:
    """One jurisdiction as ``pair_brief --json`` prints it and auditors read it."""
    shortfall = result.shortfall
    return {
        "code": result.code,
        "name": result.name.chinese,
        "name_zh": result.name.zh,
        "name_en": result.name.en,
        "pool": result.pool,
        "agencies": [_agency_json(agency) for agency in result.agencies],
        "excluded": [
            {
                "id": item.id,
                "name": item.name.chinese,
                "name_zh": item.name.zh,
                "name_en": item.name.en,
                "reason": item.bar.code,
                "sentence_zh": item.bar.sentence_zh,
                "sentence_en": item.bar.sentence_en,
            }
            for item in result.excluded
        ],
        "unvetted": {
            "count": result.unvetted.count,
            "fitting": result.unvetted.fitting,
            "possible": result.unvetted.possible,
            "agencies": [_agency_json(agency) for agency in result.unvetted.agencies],
        },
        "shortfall": encode(shortfall) if shortfall else None,
    }


def _agency_json(agency: PairedAgency) -> dict[str, Any]:
    record = {
        "id": agency.id,
        "name_zh": agency.name.zh,
        "name_en": agency.name.en,
        "country": agency.country,
        "city": agency.city,
        "score": agency.score,
        "reasons": encode(agency.reasons),
    }
    if agency.rank:
        return {"rank": agency.rank, "tied": agency.tied, **record}
    return {**record, "not_declared": list(agency.undeclared), "practice": agency.practice}
