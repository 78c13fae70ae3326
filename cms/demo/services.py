"""Loads the demo world: fictional agencies, people, pages, grades, vetted pools. All or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.management import call_command
from django.db import transaction

from cms.demo.content import write_grades, write_narratives
from cms.demo.life import live_a_little
from cms.demo.people import create_demo_people
from cms.demo.vetting import vet_agencies
from cms.demo.world import make_world
from cms.demo.writing import Codes, write_agencies
from directory.audit.services import record_event
from directory.models import Agency

SEED = 2026
AGENCIES = 400
LOGOS = 60

Tell = Callable[[str], object]


@dataclass(frozen=True)
class DemoWorld:
    """How much was made."""

    agencies: int
    people: int
    grades: int
    vetted: int


class DemoAlreadyThereError(Exception):
    """The database already holds agencies."""


@transaction.atomic
def create_demo(
    *, today: date, seed: int = SEED, agencies: int = AGENCIES, tell: Tell = lambda _line: None
) -> DemoWorld:
    """Fill an empty database with the demo world, anchored to ``today``.

    Raises ``DemoAlreadyThereError`` when there are agencies already: nothing is ever overwritten.
    """
    if Agency.objects.exists():
        raise DemoAlreadyThereError
    tell("agencies")
    codes = Codes(register_prefix="demo")
    pairs = [
        pair
        for batch in write_agencies(make_world(seed=seed, count=agencies, today=today), today=today, codes=codes)
        for pair in batch
    ]
    tell("official grades, own words, logos")
    grades = write_grades(pairs, today=today)
    write_narratives(pairs, seed=seed, most=LOGOS)
    tell("people, firms, associations")
    people = create_demo_people(today=today)
    tell("vetted pools")
    vetted = vet_agencies(association=people.association, matchmaker=people.matchmaker, today=today)
    tell("claims and briefs")
    live_a_little(people=people, today=today)
    tell("pages in both languages")
    call_command("create_pages", samples=True, verbosity=0)
    record_event(
        kind="demo.created",
        actor=None,
        subject=None,
        payload={"seed": seed, "agencies": len(pairs), "day": today.isoformat()},
    )
    return DemoWorld(
        agencies=len(pairs), people=sum(len(spec.people) for spec, _ in pairs), grades=grades, vetted=vetted
    )
