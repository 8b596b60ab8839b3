from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "wesaid_web.people"
    label = "people"
