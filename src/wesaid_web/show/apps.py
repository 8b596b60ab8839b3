from django.apps import AppConfig


class ShowConfig(AppConfig):
    name = "wesaid_web.show"
    label = "show"

    def ready(self) -> None:
        from wesaid_web.joining.signals import no_removed
        from wesaid_web.show import actions
        from wesaid_web.trail.signals import withdrawn

        withdrawn.connect(actions.forget_words)
        no_removed.connect(actions.forget_no)
