"""Django's entry for the search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Listens to what the directory says of changed agencies."""

    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers."""
        from search import receivers  # noqa: F401, PLC0415  connects on import, which needs the models
