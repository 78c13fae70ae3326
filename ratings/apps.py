"""Django's entry for the ratings app."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Plugs lists of official grades into the rosters of the directory (G1)."""

    name = "ratings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what needs the models."""
        from directory.rosters.importers import register_importer  # noqa: PLC0415  models must be loaded
        from ratings.credit.importer import GradesImporter  # noqa: PLC0415

        register_importer(GradesImporter)
