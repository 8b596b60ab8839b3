from django.urls import path

from wesaid_web.evaluation.views import answering, askings

app_name = "evaluation"

urlpatterns = [
    path("askings/", askings.askings, name="askings"),
    path("askings/new/", askings.new, name="new"),
    path("askings/<uuid:round_id>/", askings.asking, name="asking"),
    path("askings/<uuid:round_id>/answer/", answering.answer, name="answer"),
    path("askings/<uuid:round_id>/sheets/", answering.sheets, name="sheets"),
    path("askings/<uuid:round_id>/slips/", answering.slips, name="slips"),
    path("askings/<uuid:round_id>/close/", askings.close, name="close"),
]
