from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "wesaid_web.trail"
    label = "trail"

    def ready(self) -> None:
        from wesaid_web.trail.actions import following, forgetting  # noqa: F401 -- listen from here on
