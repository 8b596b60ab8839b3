from django.urls import path

from wesaid_web.meetings.views import attendance, planning

app_name = "meetings"

_meeting = "meetings/<uuid:meeting_id>/"

urlpatterns = [
    path("meetings/", planning.meetings, name="list"),
    path("meetings/new/", planning.new, name="new"),
    path(_meeting + "edit/", planning.edit, name="edit"),
    path(_meeting + "agenda/", planning.agenda, name="agenda"),
    path(_meeting + "agenda/print/", planning.agenda_print, name="agenda_print"),
    path(_meeting + "mix/", planning.mix, name="mix"),
    path(_meeting + "notice/", planning.notice, name="notice"),
    path(_meeting + "cancel/", planning.cancel, name="cancel"),
    path(_meeting + "on-again/", planning.on_again, name="on_again"),
    path(_meeting + "attendance/", attendance.attendance, name="attendance"),
]
