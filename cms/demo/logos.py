"""Generated logos for invented agencies: a beam with weights, drawn from the agency's public id."""

import hashlib
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw
from wagtail.images import get_image_model

WIDTH, HEIGHT = 320, 160
INK, PAPER = (27, 35, 48), (251, 250, 247)
ACCENTS = ((11, 92, 94), (59, 86, 130), (92, 74, 120), (74, 99, 66), (110, 82, 52))


def draw_logo(seed: str) -> bytes:
    """A PNG of 320 × 160 pixels; the same ``seed`` gives the same picture."""
    dice = hashlib.sha256(seed.encode()).digest()
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    accent = ACCENTS[dice[0] % len(ACCENTS)]
    middle = 70 + dice[1] % 20
    pen.line((40, middle, WIDTH - 40, middle), fill=INK, width=5)
    for number in range(2 + dice[2] % 2):
        x = 64 + (dice[3 + number] * 7 + number * 83) % 192
        radius = 14 + dice[6 + number] % 16
        if dice[9 + number] % 2:
            pen.ellipse((x - radius, middle - radius, x + radius, middle + radius), fill=accent)
        else:
            pen.rectangle(
                (x - radius, middle - radius, x + radius, middle + radius), outline=accent, width=8, fill=PAPER
            )
    pen.line((WIDTH // 2, middle, WIDTH // 2, HEIGHT - 36), fill=INK, width=5)
    pen.line((WIDTH // 2 - 36, HEIGHT - 36, WIDTH // 2 + 36, HEIGHT - 36), fill=INK, width=5)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def store_logo(*, title: str, seed: str) -> int:
    """Store the logo among the CMS's images and return its key."""
    image = get_image_model()(title=title)
    image.file = ImageFile(BytesIO(draw_logo(seed)), name=f"logo-{seed}.png")
    image.save()
    return int(image.pk)
