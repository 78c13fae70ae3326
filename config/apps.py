"""Django's entry for the frame: its system checks and the commands that run the site."""

from django.apps import AppConfig


class FrameConfig(AppConfig):
    """No models; ``ready`` registers the checks."""

    name = "config"
    verbose_name = "Frame"

    def ready(self) -> None:
        from config import checks  # noqa: F401, PLC0415  registers the system checks once the apps are there
