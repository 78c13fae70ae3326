"""Lists as CSV and XLSX that no spreadsheet runs as formulas."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from directory.rosters.cells import guard_formula


class SafeExportMixin(SpreadsheetExportMixin):  # type: ignore[misc]  # Wagtail carries no types
    """Guards every text of a CSV; in XLSX a text is written as a text, so nothing needs a guard there.

    The roster reader takes the guard away again: export → import changes nothing (D5).
    """

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        prepared = super().preprocess_field_value(field, value, export_format)
        return guard_formula(str(prepared)) if export_format == self.FORMAT_CSV and prepared is not None else prepared

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """As Wagtail's, but choices are written by their stored code and a related row by its name."""
        return {field: _plain(value) for field, value in super().to_row_dict(item).items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)) or hasattr(value, "isoformat"):
        return value
    return str(value)
