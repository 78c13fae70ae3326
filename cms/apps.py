"""Django's entry for the cms app."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Registers the checks of the pages and hides what the admin refuses."""

    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks; make refused and absent pages of the admin look alike."""
        from cms import checks  # noqa: F401, PLC0415  settings first
        from cms.admin_doors import hide_what_is_refused  # noqa: PLC0415

        hide_what_is_refused()
