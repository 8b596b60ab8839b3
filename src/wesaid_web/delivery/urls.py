from django.urls import path

from wesaid_web.delivery.views import care, cycle, own, pieces, roles, sessions, taking_back, told

app_name = "delivery"

_piece = "deliver/<uuid:piece_id>/"
_role = "roles/<uuid:role_id>/"
_session = "sessions/<uuid:session_id>/"
_own = "own/<uuid:own_id>/"

urlpatterns = [
    path("deliver/", pieces.deliver, name="list"),
    path("deliver/new/", pieces.piece_new, name="piece_new"),
    path("deliver/may-be-told/", told.may_be_told, name="may_be_told"),
    path("deliver/may-be-told/<uuid:member_id>/", told.may_be_told_for, name="may_be_told_for"),
    path(_piece, pieces.piece, name="piece"),
    path(_piece + "edit/", pieces.piece_edit, name="piece_edit"),
    path(_piece + "roles/new/", roles.role_new, name="role_new"),
    path(_role, roles.role, name="role"),
    path(_role + "edit/", roles.role_edit, name="role_edit"),
    path(_role + "agree/", roles.start, name="start"),
    path(_role + "agreement/", roles.agreement, name="agreement"),
    path(_role + "step-back/", roles.step_back, name="step_back"),
    path(_role + "what-could-go-wrong/", care.risk, name="risk"),
    path(_role + "training/", care.training, name="training"),
    path(_role + "training/<uuid:training_id>/had/", care.training_had, name="training_had"),
    path(_role + "sit-down/", care.sit_down, name="sit_down"),
    path(_role + "end/", taking_back.end, name="end"),
    path(_role + "end/undo/", taking_back.undo_end, name="undo_end"),
    path(_role + "training/<uuid:training_id>/strike/", taking_back.training, name="training_strike"),
    path(_role + "sit-down/<uuid:day_id>/strike/", taking_back.day, name="day_strike"),
    path(_role + "log/", sessions.log, name="log"),
    path(_session, sessions.session_edit, name="session_edit"),
    path(_session + "remove/", sessions.session_remove, name="session_remove"),
    path(_session + "tell/", sessions.learned, name="learned"),
    path("own/", own.own, name="own"),
    path(_own, own.own_edit, name="own_edit"),
    path(_own + "share/", own.own_share, name="own_share"),
    path(_own + "remove/", own.own_remove, name="own_remove"),
    path("cycle/", cycle.cycle, name="cycle"),
    path("cycle/to-show/", cycle.outside, name="cycle_outside"),
    path("cycle/to-show/new/", cycle.freeze, name="cycle_freeze"),
    path("cycle/how-i-came/", cycle.arrival, name="arrival"),
]
