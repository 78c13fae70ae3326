"""Files the roster pages hand out: templates, errors and lines of a preview, exports of a register."""

import io
from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.rosters.admin.presentation import TABS, lines_of
from directory.rosters.admin.views import readers_only
from directory.rosters.errors import RosterError
from directory.rosters.exports import headers, register_rows, template_notes, write_csv, write_xlsx
from directory.rosters.importers import importer_class
from directory.rosters.models import Register
from directory.rosters.report import doubt_sentences, error_entries, label_of
from directory.rosters.staging import Roster, RosterRow

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_response(
    name: str, form: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, notes: Iterable[Sequence[str]] = ()
) -> HttpResponse:
    """A table as CSV (UTF-8 with mark) or XLSX, always as a download."""
    if form == "csv":
        text = io.StringIO()
        write_csv(text, header, rows)
        response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    elif form == "xlsx":
        file = io.BytesIO()
        write_xlsx(file, header, rows, title=name[:31], notes=notes)
        response = HttpResponse(file.getvalue(), content_type=_XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@readers_only
def template(request: HttpRequest, kind: str, language: str, form: str) -> HttpResponse:
    """An empty roster with the canonical columns in one of the two languages."""
    if language not in {"zh", "en"}:
        raise Http404
    try:
        columns = importer_class(kind).columns
    except RosterError as error:
        raise Http404 from error
    return table_response(f"roster-{kind}-{language}", form, headers(columns, language), [], notes=template_notes(kind))


@require_safe
@readers_only
def errors(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Every error with sheet, row, column, value and message, to correct the file by."""
    roster = get_object_or_404(Roster.objects.select_related("register"), pk=pk)
    header = [_("Sheet"), _("Row"), _("Column"), _("Value"), _("Message")]
    rows = ([entry.sheet, str(entry.row), entry.column, entry.value, entry.message] for entry in error_entries(roster))
    return table_response(f"roster-{roster.pk}-errors", form, header, rows)


@require_safe
@readers_only
def lines(request: HttpRequest, pk: int, tab: str, form: str) -> HttpResponse:
    """All lines of a tab of the preview."""
    roster = get_object_or_404(Roster.objects.select_related("register"), pk=pk)
    if tab not in TABS:
        raise Http404
    header = [_("Sheet"), _("Row"), _("Name"), _("Column"), _("Before"), _("After"), _("Reasons")]
    rows = (cells for line in lines_of(roster, tab).iterator(chunk_size=500) for cells in _cells(line))
    return table_response(f"roster-{roster.pk}-{tab}", form, header, rows)


def _cells(line: RosterRow) -> Iterable[list[str]]:
    start = [line.sheet, str(line.number or ""), line.name]
    reasons = " ".join(doubt_sentences(line))
    if not line.changes:
        yield [*start, "", "", "", reasons]
    for column, (before, after) in line.changes.items():
        yield [*start, label_of(column), _plain(before), _plain(after), reasons]


def _plain(value: object) -> str:
    return "" if value is None else "; ".join(map(str, value)) if isinstance(value, list) else str(value)


@require_safe
@readers_only
def export(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """What a register of agencies or people shows now, in canonical columns; imported again it changes nothing."""
    register = get_object_or_404(Register, code=code)
    try:
        columns, rows = register_rows(register)
    except RosterError as error:
        raise Http404 from error
    language = "en" if request.GET.get("language") == "en" else "zh"
    return table_response(register.code, form, headers(columns, language), rows)
