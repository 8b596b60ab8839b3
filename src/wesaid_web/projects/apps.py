from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "wesaid_web.projects"
    label = "projects"

    def ready(self) -> None:
        from django.db.models import Exists

        from wesaid_web.people import powers
        from wesaid_web.projects.models import Member
        from wesaid_web.projects.permissions import NEED_SECOND_STEP

        powers.counts(lambda user: Exists(Member.objects.filter(user=user, left_at=None, role__in=NEED_SECOND_STEP)))
