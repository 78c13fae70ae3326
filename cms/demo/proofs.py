"""Documents of the demo world: one page that says it is invented."""

from django.core.files.uploadedfile import SimpleUploadedFile

_TEXT = b"BT /F1 18 Tf 72 720 Td (Fictional document of the demonstration) Tj ET"
_OBJECTS = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
    ),
    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(_TEXT), _TEXT),
)


def draw_proof(name: str = "proof.pdf") -> SimpleUploadedFile:
    """A PDF of one page, with its table of objects."""
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(_OBJECTS, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(_OBJECTS) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    content = body + tail % (count, table, count, len(body))
    return SimpleUploadedFile(name, content, content_type="application/pdf")
