from django.apps import AppConfig


class ShowConfig(AppConfig):
    name = "wesaid_web.show"
    label = "show"
