"""A little history in the demo world: briefs of a firm, one paired and one begun."""

from datetime import date, timedelta

from cms.demo.people import DemoPeople
from matchmaking.briefs.entries import from_raw
from matchmaking.briefs.services import create_brief, pair_brief

PAIRED_BRIEF = {
    "jurisdictions": ["DE", "FR"],
    "fields": [4, 6, 8],
    "services": ["oa-response", "drafting"],
    "languages": ["en"],
    "budget": "medium",
}
BEGUN_BRIEF = {"jurisdictions": ["JP"], "services": ["invalidation"]}


def live_a_little(*, people: DemoPeople, today: date) -> None:
    """Write the briefs by the services that firms use; the deadline lies four months ahead."""
    firm, actor = people.firms[0], people.firm_administrator
    deadline = (today + timedelta(days=120)).isoformat()
    brief = create_brief(firm=firm, actor=actor, entries=from_raw({**PAIRED_BRIEF, "deadline": deadline}))
    pair_brief(brief=brief, actor=actor, day=today)
    create_brief(firm=firm, actor=actor, entries=from_raw(BEGUN_BRIEF))
