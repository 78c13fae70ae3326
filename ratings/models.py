"""All models of the app, for Django; each lives in its own subpackage."""

from ratings.credit.models import Grade, GradeScheme

__all__ = ["Grade", "GradeScheme"]
