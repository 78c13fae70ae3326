"""A little history in the demo world: rosters, a claim, a verification asked for, briefs. All by the same services."""

import csv
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from cms.demo.people import DemoPeople
from cms.demo.proofs import draw_proof
from directory.accounts.firms import request_verification
from directory.claims.services import send_claim
from directory.models import Agency, Jurisdiction, Register
from directory.rosters.applying import apply_roster
from directory.rosters.services import read_roster, start_roster
from directory.rosters.staging import Roster
from matchmaking.briefs.entries import from_raw
from matchmaking.briefs.services import create_brief, pair_brief

PAIRED_BRIEF = {
    "jurisdictions": ["DE", "FR"],
    "fields": [4, 6, 8, 10, 13, 16, 24, 27],
    "services": ["oa-response", "drafting"],
    "languages": ["en"],
    "budget": "medium",
}
BEGUN_BRIEF = {"jurisdictions": ["JP"], "services": ["invalidation"]}
MEMBERS = 30
COLUMNS = ("name_zh", "uscc", "province", "city", "district", "scope", "status")
#: A business that only looks like an agency: the second snapshot shows the officer a doubtful row.
DECOY = (
    "虚构澄纸商标印刷有限公司",
    "",
    "北京市",
    "北京市",
    "大兴区",
    "商标印刷；包装装潢印刷品印刷；纸制品销售。",
    "active",
)


def live_a_little(*, people: DemoPeople, today: date) -> None:
    """Give every workbench something to do."""
    _keep_a_register(people, today)
    unclaimed = Agency.objects.filter(jurisdiction__code="CN", claimed_at__isnull=True, is_fictional=True)
    listed = unclaimed.filter(listings__until__isnull=True, listings__statuses__status="active")
    send_claim(
        agency=listed.earliest("pk"),
        claimant=people.users["newcomer"],
        name="江初晴",
        position="合伙人",
        documents=[draw_proof("claim.pdf")],
        note="演示材料，纯属虚构。",
    )
    request_verification(
        firm=people.firms[1],
        document=draw_proof("licence.pdf"),
        requested_by=people.users["new-firm"],
        note="演示材料，纯属虚构。",
    )
    _write_briefs(people, today)


def _keep_a_register(people: DemoPeople, today: date) -> None:
    """An association's list of members: one snapshot applied half a year ago, the next one read and waiting."""
    register = Register.objects.create(
        code="demo-members",
        name_zh="示例协会会员名录（虚构）",
        name_en="Sample list of an association's members (fictional)",
        jurisdiction=Jurisdiction.objects.get(code="CN"),
    )
    members = list(Agency.objects.filter(jurisdiction__code="CN", is_fictional=True).order_by("pk")[: MEMBERS + 2])
    rows = [_row(agency) for agency in members]
    first = _read(register, today - timedelta(days=182), rows[:-2], people)
    apply_roster(roster=first, actor=people.registry_officer)
    _read(register, today - timedelta(days=1), [*rows[1:], DECOY], people)


def _row(agency: Agency) -> tuple[str, ...]:
    code = agency.identifiers.get(scheme="uscc").value
    return (agency.name_zh, code, agency.province, agency.city, agency.district, agency.scope, "active")


def _read(register: Register, as_of: date, rows: Sequence[tuple[str, ...]], people: DemoPeople) -> Roster:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"members-{as_of.isoformat()}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *rows])
        roster = start_roster(
            register=register,
            as_of=as_of,
            file_name=path.name,
            actor=people.registry_officer,
            content=path.read_bytes(),
        )
        return read_roster(roster=roster, path=path)


def _write_briefs(people: DemoPeople, today: date) -> None:
    firm, actor = people.firms[0], people.firm_administrator
    deadline = (today + timedelta(days=120)).isoformat()
    brief = create_brief(firm=firm, actor=actor, entries=from_raw({**PAIRED_BRIEF, "deadline": deadline}))
    pair_brief(brief=brief, actor=actor, day=today)
    create_brief(firm=firm, actor=actor, entries=from_raw(BEGUN_BRIEF))
