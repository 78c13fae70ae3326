"""What the site says, so that a journey reads by the words of its pages."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext, pgettext


def zh(message: str, context: str = "", **values: object) -> str:
    """The Chinese of a message of the code, with its values put in."""
    with translation.override("zh-hans"):
        text = pgettext(context, message) if context else gettext(message)
    return text % values if values else text


def forgive(page: Any, status: int) -> None:
    """Take the browser's own notes of an answer that the journey provoked from its list of errors."""
    page.wait_for_timeout(100)  # the browser tells of an answer a moment after it has shown it
    page.console_errors[:] = [line for line in page.console_errors if f"status of {status}" not in line]
