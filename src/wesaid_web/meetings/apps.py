from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "wesaid_web.meetings"
    label = "meetings"
