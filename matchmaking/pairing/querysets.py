"""Eligibility and fit as database conditions, for lists too long to judge in Python.

They say exactly what ``eligibility.find_bar`` and ``fit.assess_fit`` say of the same facts; a test proves
the two equal over random rosters.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from directory.models import (
    Agency,
    DeclaredField,
    DeclaredJurisdiction,
    DeclaredLanguage,
    DeclaredService,
    Listing,
    Office,
    Register,
    StatusPeriod,
)
from directory.rosters.enums import RegisterKind
from matchmaking.pairing.eligibility import ACTIVE, BARRING_STATUSES
from matchmaking.pairing.facts import IP_WORDS, Wish
from matchmaking.pairing.schemes import PairingScheme
from ratings.credit.models import Grade

FITS = 2
POSSIBLE = 1


def holding(day: date) -> Q:
    """Rows with half-open ``since`` and ``until`` that hold on ``day``."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def licensing_countries() -> set[int]:
    """Keys of the jurisdictions for which a licence-granting register with at least one listing is known."""
    registers = Register.objects.filter(
        Exists(Listing.objects.filter(register=OuterRef("pk"))), grants_licence=True, kind=RegisterKind.AGENCIES
    )
    return set(registers.exclude(jurisdiction=None).values_list("jurisdiction_id", flat=True))


def pairable(agencies: QuerySet[Agency], *, licensed: Collection[int], scheme: PairingScheme, day: date) -> Any:
    """Agencies without a bar of status, listing or grade on ``day`` (M1). ``licensed``: see above."""
    of_agency = {"listing__agency": OuterRef("pk")}
    barred = StatusPeriod.objects.filter(holding(day), status__in=BARRING_STATUSES, **of_agency)
    active = StatusPeriod.objects.filter(holding(day), status=ACTIVE, listing=OuterRef("pk"))
    listed = Listing.objects.filter(holding(day), Exists(active), agency=OuterRef("pk"))
    graded = Grade.objects.filter(agency=OuterRef("pk")).current(day).filter(value__in=scheme.barring_grades)
    in_register = Q(Exists(listed.filter(register__grants_licence=True))) | (
        ~Q(jurisdiction__in=list(licensed)) & Q(Exists(listed))
    )
    return agencies.filter(in_register).exclude(Exists(barred)).exclude(Exists(graded))


def serving(agencies: Any, jurisdiction_id: int, day: date) -> Any:
    """Agencies registered in the jurisdiction, with an office there, or declaring to serve it."""
    offices = Office.objects.filter(jurisdiction=jurisdiction_id).exclude(until__lte=day)
    declared = DeclaredJurisdiction.objects.filter(jurisdiction=jurisdiction_id)
    return agencies.filter(
        Q(jurisdiction=jurisdiction_id) | Q(pk__in=offices.values("agency")) | Q(pk__in=declared.values("agency"))
    )


def with_fit(agencies: Any, wish: Wish) -> Any:
    """Keep those that fit or possibly fit, with ``fit`` (2 or 1), ``speaks_of_ip`` (the register's text) and
    ``matches`` (asked codes met, fields weighing most)."""
    kinds: list[tuple[str, type[models.Model], Q]] = [
        ("fields", DeclaredField, Q(field__in=[int(code) for code in wish.field_weights])),
        ("services", DeclaredService, Q(service__code__in=wish.services)),
        ("languages", DeclaredLanguage, language_condition(wish.languages)),
    ]
    counts = {}
    for kind, model, condition in kinds:
        rows = model._default_manager.filter(agency=OuterRef("pk"))
        met = rows.filter(condition)
        agencies = agencies.filter(Q(Exists(met)) | ~Q(Exists(rows)))
        counts[f"{kind}_met"] = Coalesce(
            Subquery(met.order_by().values("agency").annotate(n=Count("pk")).values("n")), Value(0)
        )
    speaks = Q(pk__in=[])
    for word in IP_WORDS:
        speaks |= Q(scope__icontains=word)
    silent = Q(scope__regex=r"^\s*$")
    agencies = agencies.filter(speaks | silent | Q(Exists(DeclaredService.objects.filter(agency=OuterRef("pk")))))
    fits = Q(fields_met__gt=0, services_met__gt=0, languages_met__gt=0)
    return agencies.annotate(**counts).annotate(
        fit=Case(When(fits, then=Value(FITS)), default=Value(POSSIBLE), output_field=IntegerField()),
        speaks_of_ip=Case(When(speaks, then=Value(1)), default=Value(0), output_field=IntegerField()),
        matches=F("fields_met") * 4 + F("services_met") * 2 + F("languages_met"),
    )


def language_condition(languages: Iterable[str]) -> Q:
    """``zh`` is met by ``zh`` and by every narrower tag (``facts.covering``)."""
    condition = Q(pk__in=[])
    for code in languages:
        condition |= Q(language__code=code) | Q(language__code__startswith=f"{code}-")
    return condition
