from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "wesaid_web.trail"
    label = "trail"

    def ready(self) -> None:
        from wesaid_web.trail.actions import following  # noqa: F401 -- listens from here on
