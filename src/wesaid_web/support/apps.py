from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "wesaid_web.support"
    label = "support"

    def ready(self) -> None:
        from wesaid_web.support import following_actions  # noqa: F401 -- listens from here on
