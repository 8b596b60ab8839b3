from django.urls import path

from wesaid_web.trail.views import archive, changed, decided, did, imports, meetings, said, seeing, steps

app_name = "trail"

_said = "said/<uuid:contribution_id>/"
_action = "did/<uuid:action_id>/"
_import = "import/<uuid:run_id>/"

urlpatterns = [
    path("said/", said.said, name="said"),
    path("said/new/", said.say, name="say"),
    path(_said, said.one, name="one"),
    path(_said + "edit/", said.edit, name="edit"),
    path(_said + "attach/", said.attach, name="attach"),
    path(_said + "support/", steps.support, name="support"),
    path(_said + "seen/", seeing.said, name="seen"),
    path(_said + "hide/", steps.hide, name="hide"),
    path(_said + "unhide/", steps.unhide, name="unhide"),
    path(_said + "talk/", steps.talk, name="talk"),
    path(_said + "name/", steps.withhold, name="withhold"),
    path(_said + "speaker/", steps.speaker, name="speaker"),
    path(_said + "public/", steps.consent, name="consent"),
    path(_said + "public/off/", steps.take_off, name="take_off"),
    path(_said + "merge/", steps.merge, name="merge"),
    path(_said + "unmerge/", steps.unmerge, name="unmerge"),
    path(_said + "split/", steps.split, name="split"),
    path(_said + "unsplit/", steps.unsplit, name="unsplit"),
    path(_said + "files/<uuid:file_id>/", steps.file, name="file"),
    path(_said + "files/<uuid:file_id>/remove/", steps.detach, name="detach"),
    path("decided/", decided.decided, name="decided"),
    path("decided/new/", decided.decide, name="decide"),
    path("decided/<uuid:decision_id>/", decided.decision, name="decision"),
    path("decided/<uuid:decision_id>/details/", decided.decision_details, name="decision_details"),
    path("decided/<uuid:decision_id>/seen/", seeing.decision, name="decision_seen"),
    path("meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/after/", meetings.after, name="after"),
    path("did/", did.did, name="did"),
    path("did/new/", did.action_new, name="action_new"),
    path(_action, did.action, name="action"),
    path(_action + "edit/", did.action_edit, name="action_edit"),
    path(_action + "status/", did.action_status, name="action_status"),
    path(_action + "note/", did.action_note, name="action_note"),
    path(_action + "tries/new/", did.try_new, name="try_new"),
    path(_action + "tries/<uuid:try_id>/", did.try_write, name="try_write"),
    path("changed/", changed.changed, name="changed"),
    path("changed/new/", changed.change_new, name="change_new"),
    path("changed/<uuid:change_id>/", changed.change, name="change"),
    path("changed/<uuid:change_id>/edit/", changed.change_edit, name="change_edit"),
    path("import/", imports.imports, name="imports"),
    path("import/new/", imports.new, name="import_new"),
    path(_import, imports.run, name="import"),
    path(_import + "columns/", imports.columns, name="import_columns"),
    path(_import + "start/", imports.start, name="import_start"),
    path(_import + "undo/", imports.undo, name="import_undo"),
    path("archive/", archive.archive, name="archive"),
    path("archive/download/", archive.download, name="archive_download"),
]
