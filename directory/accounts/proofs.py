"""The documents firms send as proof, for those who may see their request."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from directory.accounts.models import FirmVerification
from directory.admin.policies import policy_of
from directory.private_files import send_private_file


def serve_verification_document(request: HttpRequest, pk: int) -> FileResponse:
    """The uploaded licence; for anybody else it does not exist."""
    verification = get_object_or_404(policy_of(FirmVerification).visible_to(request.user), pk=pk)
    return send_private_file(verification.document)
