"""What can go wrong with pages."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class PageIsFixedError(ValidationError):
    """A page other parts of the site stand on is to be deleted."""

    def __init__(self, title: str) -> None:
        super().__init__(_("“%(title)s” is part of the site and cannot be deleted."), params={"title": title})
