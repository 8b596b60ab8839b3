from django.urls import path

from wesaid_web.show.views import equal, overview, paper, public, report

app_name = "show"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("mine/", overview.mine, name="mine"),
    path("together/", overview.together, name="together"),
    path("happened/", overview.happened, name="happened"),
    path("equal/", equal.equal, name="equal"),
    path("equal/sheet/", equal.sheet, name="equal_sheet"),
    path("equal/sheet/new/", equal.freeze, name="equal_freeze"),
    path("paper/", paper.room, name="paper"),
    path("paper/information/", paper.information, name="information"),
    path("paper/letter/<uuid:meeting_id>/", paper.letter, name="letter"),
    path("paper/worry/", paper.worry, name="worry_sheet"),
    path("paper/wall/", paper.wall, name="wall"),
    path("report/", report.report, name="report"),
    path("report/data/", report.report_data, name="report_data"),
    path("report/waiting/", report.report_waiting, name="report_waiting"),
    path("public/", public.public_settings, name="public_settings"),
    path("public/prepare/", public.prepare, name="prepare"),
    path("public/preview/", public.preview, name="preview"),
    path("public/answer/", public.answer, name="answer"),
    path("public/publish/", public.publish, name="publish"),
    path("public/off/", public.switch_off, name="switch_off"),
]
