from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "wesaid_web.evaluation"
    label = "evaluation"
