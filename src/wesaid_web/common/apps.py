from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "wesaid_web.common"
    label = "common"
