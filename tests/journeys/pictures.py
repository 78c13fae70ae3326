"""Draws docs/pictures/*.png from the demo world: ``make pictures``. Not part of the tests by its name."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.journeys.addresses import addresses
from tests.journeys.rosters import CSV_ROWS, make_csv

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
MOST_BYTES = 200_000


def draw(page: Any, name: str, address: str) -> None:
    """Write one picture of the window as it opens."""
    assert page.goto(address).status == 200
    page.wait_for_load_state("networkidle")
    save(page, name)


def save(page: Any, name: str) -> None:
    """Keep the picture small: a palette is enough for paper and ink."""
    from io import BytesIO

    from PIL import Image

    FOLDER.mkdir(parents=True, exist_ok=True)
    raw = Image.open(BytesIO(page.screenshot())).convert("RGB")
    target = FOLDER / f"{name}.png"
    raw.quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)
    assert target.stat().st_size <= MOST_BYTES, f"{target} has {target.stat().st_size} bytes"


def test_pictures(page: Any, enter: Any) -> None:
    _person, public = addresses("public", "zh-hans")
    draw(page, "home", public["HomePage"])
    draw(page, "results", f"{public['results']}?field=4&field=6")
    draw(page, "profile", public["profile"])
    draw(page, "compare", public["compare"])
    enter(page, "firm-administrator")
    draw(page, "pairing", addresses("firm", "zh-hans")[1]["result"])
    enter(page, "agency-administrator")
    draw(page, "workspace", addresses("agency", "zh-hans")[1]["agency-workspace"])
    draw_import(page, enter)


def draw_import(page: Any, enter: Any) -> None:
    """A small register file, read and waiting to be applied."""
    from directory.accounts.models import User
    from directory.rosters.background import layout_of, queue_reading
    from directory.rosters.models import Register
    from directory.rosters.services import propose_mapping, start_roster

    enter(page, "registry-officer")
    register = Register.objects.create(code="sample", name_zh="示例登记册", name_en="Sample register", kind="agencies")
    roster = start_roster(
        register=register,
        as_of=timezone.localdate(),
        file_name="register.csv",
        content=make_csv(CSV_ROWS),
        actor=User.objects.get(email="registry-officer@demo.zhiheng.example"),
    )
    layout = layout_of(roster)
    queue_reading(roster=roster, mapping=propose_mapping(register, layout), layout=layout)
    draw(page, "import", reverse("rosters_preview", args=[roster.pk]))
