from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "wesaid_web.joining"
    label = "joining"

    def ready(self) -> None:
        from wesaid_web.joining.actions import following  # noqa: F401 -- listens from here on
