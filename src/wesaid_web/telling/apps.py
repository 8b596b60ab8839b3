from django.apps import AppConfig


class TellingConfig(AppConfig):
    name = "wesaid_web.telling"
    label = "telling"

    def ready(self) -> None:
        from wesaid_web.telling import following_actions  # noqa: F401 -- listens from here on
