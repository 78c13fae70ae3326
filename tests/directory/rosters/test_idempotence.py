"""Properties of snapshots: any file twice changes nothing, any sequence ends where its last one says (D5)."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.rosters.models import Listing, StatusPeriod
from tests.directory.rosters.conftest import agency_row, csv_bytes

pytestmark = pytest.mark.django_db

entries = st.dictionaries(
    st.integers(0, 12),
    st.fixed_dictionaries(
        {"状态": st.sampled_from(["正常", "暂停", "注销", "经营异常"]), "住所": st.sampled_from(["一号", "二号"])}
    ),
    max_size=8,
)


def send(folder: Path, snapshot: dict[int, dict[str, str]], day: str) -> dict[str, Any]:
    file = folder / "roster.csv"
    file.write_bytes(csv_bytes([agency_row(number, **changes) for number, changes in snapshot.items()]))
    out = io.StringIO()
    arguments = ["--register", "property", "--as-of", day, "--confirm-gone", "--apply", "--json"]
    call_command("import_roster", str(file), *arguments, stdout=out)
    report: dict[str, Any] = json.loads(out.getvalue())
    return report


@settings(max_examples=15)
@given(snapshots=st.lists(entries.filter(bool), min_size=1, max_size=4))
def test_any_sequence_of_snapshots(
    tmp_path_factory: pytest.TempPathFactory, snapshots: list[dict[int, dict[str, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("snapshots")
    with transaction.atomic():
        for month, snapshot in enumerate(snapshots, start=1):
            first = send(folder, snapshot, f"2026-{month:02d}-01")
            assert first["new"] + first["changed"] + first["unchanged"] == len(snapshot)
            again = send(folder, snapshot, f"2026-{month:02d}-01")
            assert (again["new"], again["changed"], again["gone"], again["unchanged"]) == (0, 0, 0, len(snapshot))
        _check_end(snapshots[-1])
        transaction.set_rollback(True)


def _check_end(last: dict[int, dict[str, str]]) -> None:
    listed = Listing.objects.open().filter(register__code="property")
    assert set(listed.values_list("agency__name_zh", flat=True)) == {agency_row(number)[0] for number in last}
    open_periods = StatusPeriod.objects.filter(listing__in=listed, until__isnull=True)
    assert open_periods.count() == len(last)
    assert open_periods.filter(is_abnormal=True).count() == sum(row["状态"] == "经营异常" for row in last.values())
    assert not StatusPeriod.objects.filter(listing__until__isnull=False, until__isnull=True).exists()
