"""Puts the facts of ``data`` into the tables; called by migrations with historical models.

A row that is there keeps its names, because editors may have renamed it; what the facts alone
decide (order, parents, rules) is brought up to date. Loading twice changes nothing.
"""

from typing import Any

from django.apps.registry import Apps
from django.db import transaction
from django.db.models import ProtectedError
from django.db.utils import IntegrityError

from directory.taxonomies import reference
from directory.taxonomies.reference import Term

NAMES = ("name_zh", "name_en")
#: From those that others point to, to those that point to others.
MODELS = (
    "Sector",
    "TechnicalField",
    "IpcRule",
    "Industry",
    "Service",
    "Region",
    "Jurisdiction",
    "Park",
    "AgencyKind",
    "Language",
)


def load_taxonomies(apps: Apps) -> None:
    """Load every taxonomy. Idempotent; never renames what an editor renamed, never deletes."""
    _load(_model(apps, "Sector"), "code", _named(reference.sectors()))
    _load_fields(apps)
    _load_industries(apps)
    _load_services(apps)
    _load(_model(apps, "Region"), "code", _named(reference.regions()))
    _load_jurisdictions(apps)
    _load(_model(apps, "Park"), "code", _named(reference.parks()))
    _load(_model(apps, "AgencyKind"), "code", _named(reference.kinds()))
    _load(_model(apps, "Language"), "code", _named(reference.languages()))


def unload_taxonomies(apps: Apps) -> None:
    """Take out again what nothing uses; what an agency or a rule points to stays (facts protect themselves)."""
    industry = _model(apps, "Industry")
    industry.fields.through.objects.all().delete()
    services = _model(apps, "Service").objects.order_by("parent_id")
    _delete_unused(list(services.filter(parent__isnull=False)))
    for name in reversed(MODELS):
        _delete_unused(list(_model(apps, name).objects.all()))


def _delete_unused(rows: list[Any]) -> None:
    for row in rows:
        try:
            with transaction.atomic():
                row.delete()
        except (ProtectedError, IntegrityError):
            continue  # in use: an editor could not delete it either


def _model(apps: Apps, name: str) -> Any:
    return apps.get_model("directory", name)


def _named(terms: tuple[Term, ...]) -> list[dict[str, Any]]:
    """Facts of a flat vocabulary; its order in the file is its order everywhere."""
    return [
        {"code": term.code, "name_zh": term.name_zh, "name_en": term.name_en, "position": position}
        for position, term in enumerate(terms, start=1)
    ]


def _load(model: Any, key: str, facts: list[dict[str, Any]]) -> None:
    """Create the rows that are missing; in the others set what is no name and differs."""
    existing = {getattr(row, key): row for row in model.objects.all()}
    model.objects.bulk_create([model(**fact) for fact in facts if fact[key] not in existing])
    for fact in facts:
        row = existing.get(fact[key])
        changed = [name for name, value in fact.items() if row and name not in NAMES and getattr(row, name) != value]
        if row and changed:
            for name in changed:
                setattr(row, name, fact[name])
            row.save(update_fields=changed)


def _load_fields(apps: Apps) -> None:
    sector_ids = dict(_model(apps, "Sector").objects.values_list("code", "pk"))
    facts = [
        {
            "number": int(term.code),
            "name_zh": term.name_zh,
            "name_en": term.name_en,
            "sector_id": sector_ids[term.parent],
        }
        for term in reference.fields()
    ]
    _load(_model(apps, "TechnicalField"), "number", facts)
    rules = [{"prefix": rule.prefix, "field_id": rule.field} for rule in reference.ipc_rules()]
    _load(_model(apps, "IpcRule"), "prefix", rules)


def _load_industries(apps: Apps) -> None:
    model = _model(apps, "Industry")
    entries = reference.industries()
    _load(model, "code", _named(tuple(Term(entry.code, entry.name_zh, entry.name_en) for entry in entries)))
    rows = {row.code: row for row in model.objects.all()}
    for entry in entries:
        rows[entry.code].fields.set(entry.fields)


def _load_services(apps: Apps) -> None:
    model = _model(apps, "Service")
    terms = reference.services()
    facts = _named(terms)
    _load(
        model, "code", [{**fact, "parent_id": None} for fact, term in zip(facts, terms, strict=True) if not term.parent]
    )
    group_ids = dict(model.objects.values_list("code", "pk"))
    lines = [
        {**fact, "parent_id": group_ids[term.parent]} for fact, term in zip(facts, terms, strict=True) if term.parent
    ]
    _load(model, "code", lines)


def _load_jurisdictions(apps: Apps) -> None:
    region_ids = dict(_model(apps, "Region").objects.values_list("code", "pk"))
    facts = [
        {
            "code": entry.code,
            "alpha3": entry.alpha3,
            "is_office": entry.is_office,
            "region_id": region_ids[entry.region],
            "name_zh": entry.name_zh,
            "name_en": entry.name_en,
        }
        for entry in reference.jurisdictions()
    ]
    _load(_model(apps, "Jurisdiction"), "code", facts)
