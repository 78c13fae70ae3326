"""System checks of the pages: every address has a rule, every rule has an address."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register

from cms import access


@register(Tags.urls)
def check_access_table(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A new address without a permission is an error (``cms.E001``)."""
    return [
        Error(
            f"The address {address.name!r} ({address.route}) has no line in cms.access.RULES.",
            hint="Add one line that says who may open it.",
            id="cms.E001",
        )
        for address in access.all_addresses()
        if access.rule_of(address.name, address.route) is None
    ]
