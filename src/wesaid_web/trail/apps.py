from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "wesaid_web.trail"
    label = "trail"
