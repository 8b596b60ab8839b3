from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "wesaid_web.delivery"
    label = "delivery"

    def ready(self) -> None:
        from wesaid_web.delivery.actions import following  # noqa: F401 -- listens from here on
