"""Why a one-time token is refused."""

from django.utils.translation import gettext_lazy as _

from directory.errors import DirectoryError


class TokenRefused(DirectoryError):  # noqa: N818  it says what happened to the token
    """The link does not work. ``code``: unknown, expired, used or withdrawn; ``message`` is for the person."""

    MESSAGES = {
        "unknown": _("This link is not valid. Please open it exactly as it stands in the mail."),
        "expired": _("This link has expired. Please ask for a new one."),
        "used": _("This link has been used already."),
        "withdrawn": _("This link has been withdrawn. A newer mail may hold a valid one."),
    }

    def __init__(self, code: str) -> None:
        self.code = code
        self.message = self.MESSAGES[code]
        super().__init__(self.message)
