"""Lists as CSV and XLSX that no spreadsheet runs as formulas."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from directory.rosters.cells import guard_formula


class SafeExportMixin(SpreadsheetExportMixin):
    """Guards every text of a CSV; in XLSX a text is written as a text, so nothing needs a guard there.

    The roster reader takes the guard away again: export → import changes nothing (D5).
    """

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        prepared = super().preprocess_field_value(field, value, export_format)
        return guard_formula(str(prepared)) if export_format == self.FORMAT_CSV and prepared is not None else prepared

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Choices are written by their stored code; ``parent.code`` is empty where there is no parent."""
        return {field: _value(item, field) for field in self.list_export}


def _value(item: Any, path: str) -> Any:
    for name in path.split("."):
        item = getattr(item, name)
        if item is None:
            return ""
    plain = isinstance(item, (str, int, float)) or hasattr(item, "isoformat")
    return item if plain else str(item)
