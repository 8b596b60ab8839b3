from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "wesaid_web.support"
    label = "support"
