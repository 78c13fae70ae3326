"""Reads everything a pairing needs, in a number of queries that does not grow with the number of agencies."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q

from directory.models import Agency, Jurisdiction, Language, Service, TechnicalField
from directory.taxonomies.models import Named
from matchmaking.briefs.content import BriefContent
from matchmaking.models import VettingFile
from matchmaking.pairing.agency_facts import load_agency_facts
from matchmaking.pairing.engine import Pool
from matchmaking.pairing.facts import AgencyFacts, Labels, Name, Wish
from matchmaking.pairing.querysets import FITS, licensing_countries, pairable, serving, with_fit
from matchmaking.pairing.schemes import PairingScheme
from matchmaking.vetting.validity import FileValidity, load_validities

#: How many of the not vetted are loaded and scored per jurisdiction: those that meet most of what was asked.
UNVETTED_SCORED = 200


@dataclass(frozen=True, slots=True)
class Gathered:
    """The wish with merged agencies resolved, the labels, and one pool per jurisdiction in the brief's order."""

    wish: Wish
    labels: Labels
    pools: tuple[Pool, ...]


@dataclass(frozen=True, slots=True)
class _Selection:
    """Which agencies one jurisdiction looks at, by key."""

    vetted: tuple[int, ...]
    named: tuple[int, ...]
    unvetted: tuple[int, ...]
    fitting: int
    possible: int


def gather(content: BriefContent, *, scheme: PairingScheme, day: date) -> Gathered:
    """Read the pools for ``content`` as of ``day``."""
    wish, named = _resolve_excluded(content)
    rows = {row.code: row for row in Jurisdiction.objects.filter(code__in=content.jurisdictions)}
    licensed = licensing_countries()
    validities = load_validities(
        VettingFile.objects.filter(jurisdiction__code__in=content.jurisdictions, agency__merged_into=None), day=day
    )
    by_code: dict[str, list[FileValidity]] = defaultdict(list)
    for validity in validities:
        by_code[validity.jurisdiction].append(validity)
    selections = {
        code: _select(rows[code], by_code[code], named, wish, licensed=licensed, scheme=scheme, day=day)
        for code in content.jurisdictions
    }
    wanted = {key for chosen in selections.values() for key in (*chosen.vetted, *chosen.named, *chosen.unvetted)}
    facts = load_agency_facts(wanted, licensed=licensed, day=day)
    pools = tuple(_pool(code, selections[code], by_code[code], facts) for code in content.jurisdictions)
    return Gathered(wish=wish, labels=_labels(content, rows.values()), pools=pools)


def _resolve_excluded(content: BriefContent) -> tuple[Wish, set[int]]:
    """An excluded agency that was merged excludes the one it was merged into (architecture, section 7)."""
    wish = content.wish()
    if not content.exclude:
        return wish, set()
    agencies = Agency.objects.filter(public_id__in=content.exclude).select_related("merged_into")
    final = {(agency.merged_into or agency).pk: (agency.merged_into or agency).public_id for agency in agencies}
    return replace(wish, excluded=wish.excluded | frozenset(final.values())), set(final)


def _select(
    jurisdiction: Jurisdiction,
    validities: list[FileValidity],
    named: Collection[int],
    wish: Wish,
    *,
    licensed: Collection[int],
    scheme: PairingScheme,
    day: date,
) -> _Selection:
    vetted = {validity.agency_id for validity in validities}
    in_pool = {validity.agency_id for validity in validities if validity.fact.holds_on(day)}
    candidates = with_fit(serving(Agency.objects.current(), jurisdiction.pk, day), wish)
    candidates = pairable(candidates, licensed=licensed, scheme=scheme, day=day)
    candidates = candidates.exclude(pk__in=[*in_pool, *named]).order_by()
    counts = candidates.aggregate(all=Count("pk"), fitting=Count("pk", filter=Q(fit=FITS)))
    best = candidates.order_by("-fit", "-speaks_of_ip", "-matches", "pk").values_list("pk", flat=True)[:UNVETTED_SCORED]
    return _Selection(
        vetted=tuple(sorted(vetted)),
        named=tuple(sorted(named)),
        unvetted=tuple(best),
        fitting=counts["fitting"],
        possible=counts["all"] - counts["fitting"],
    )


def _pool(code: str, chosen: _Selection, validities: list[FileValidity], facts: dict[int, AgencyFacts]) -> Pool:
    """Join the facts of each vetted agency with what its files for this jurisdiction confirm."""
    files: dict[int, list[FileValidity]] = defaultdict(list)
    for validity in validities:
        files[validity.agency_id].append(validity)
    return Pool(
        jurisdiction=code,
        vetted=tuple(_with_files(facts[key], files[key]) for key in chosen.vetted if key in facts),
        named=tuple(facts[key] for key in chosen.named if key in facts and key not in files),
        unvetted=tuple(facts[key] for key in chosen.unvetted if key in facts),
        fitting=chosen.fitting,
        possible=chosen.possible,
    )


def _with_files(agency: AgencyFacts, files: list[FileValidity]) -> AgencyFacts:
    """What a valid file confirms counts as verified, for this jurisdiction alone."""
    confirming = [file for file in files if file.holds]
    return replace(
        agency,
        fields={**agency.fields, **{code: True for file in confirming for code in file.fields}},
        services={**agency.services, **{code: True for file in confirming for code in file.services}},
        languages={**agency.languages, **{code: True for file in confirming for code in file.languages}},
        vettings=tuple(file.fact for file in files),
    )


def _labels(content: BriefContent, jurisdictions: Iterable[Jurisdiction]) -> Labels:
    fields = TechnicalField.objects.filter(number__in=[int(code) for code in content.field_weights()])
    return Labels(
        fields={str(row.number): _name(row) for row in fields},
        services={row.code: _name(row) for row in Service.objects.filter(code__in=content.services)},
        languages={row.code: _name(row) for row in Language.objects.filter(code__in=content.languages)},
        jurisdictions={row.code: _name(row) for row in jurisdictions},
    )


def _name(row: Named) -> Name:
    return Name(row.name_zh, row.name_en)
