"""Django's entry for the directory app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DirectoryConfig(AppConfig):
    """Arms the audit chain after every migration (C8)."""

    name = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what must listen from the start."""
        from directory.accounts import second_factor  # noqa: F401, PLC0415  listens to allauth
        from directory.agencies import moderation  # noqa: F401, PLC0415  listens to Wagtail's publishing
        from directory.audit.guards import reinstall_after_migrate  # noqa: PLC0415  settings first

        post_migrate.connect(reinstall_after_migrate, sender=self, dispatch_uid="directory.audit.guards")
