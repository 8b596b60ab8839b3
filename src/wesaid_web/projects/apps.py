from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "wesaid_web.projects"
    label = "projects"
