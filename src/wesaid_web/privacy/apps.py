from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "wesaid_web.privacy"
    label = "privacy"

    def ready(self) -> None:
        from wesaid_web.privacy import erasing_actions  # noqa: F401 -- says how its lines of the ledger are done again
