from django.urls import path

from wesaid_web.joining.views import applying, finding, holding

app_name = "joining"

urlpatterns = [
    path("joining/", finding.finding, name="finding"),
    path("joining/looked/new/", finding.looked_new, name="looked_new"),
    path("joining/looked/<uuid:place_id>/", finding.looked_edit, name="looked_edit"),
    path("joining/missing/", finding.missing, name="missing"),
    path("joining/missing/new/", finding.missing_new, name="missing_new"),
    path("joining/information/", finding.info, name="info"),
    path("joining/information/write/", finding.info_edit, name="info_edit"),
    path("joining/welcome/", finding.welcome, name="welcome"),
    path("joining/no/new/", finding.no_new, name="no_new"),
    path("joining/no/why/", finding.say_why, name="say_why"),
    path("joining/no/<uuid:no_id>/", finding.no_show, name="no_show"),
    path("joining/no/<uuid:no_id>/remove/", finding.no_remove, name="no_remove"),
    # who would like to take part
    path("joining/asked/", applying.applications, name="applications"),
    path("joining/asked/new/", applying.application_new, name="application_new"),
    path("joining/asked/link/new/", applying.opening_new, name="opening_new"),
    path("joining/asked/link/<uuid:opening_id>/revoke/", applying.opening_revoke, name="opening_revoke"),
    path("joining/asked/<uuid:application_id>/welcome/", applying.welcome_in, name="welcome_in"),
    path("joining/asked/<uuid:application_id>/not-now/", applying.not_now, name="not_now"),
    path("joining/asked/<uuid:application_id>/told/", applying.told, name="told"),
    # roles in the project, and who stands behind it
    path("joining/roles/", holding.roles, name="roles"),
    path("joining/roles/new/", holding.role_new, name="role_new"),
    path("joining/roles/behind/new/", holding.sponsor_new, name="sponsor_new"),
    path("joining/roles/behind/<uuid:sponsor_id>/end/", holding.sponsor_end, name="sponsor_end"),
    path("joining/roles/behind/<uuid:sponsor_id>/promise/", holding.promise_new, name="promise_new"),
    path("joining/roles/promises/<uuid:promise_id>/kept/", holding.promise_kept, name="promise_kept"),
    path("joining/roles/promises/<uuid:promise_id>/answer/", holding.promise_answer, name="promise_answer"),
    path("joining/roles/<uuid:role_id>/", holding.role, name="role"),
    path("joining/roles/<uuid:role_id>/edit/", holding.role_edit, name="role_edit"),
    path("joining/roles/<uuid:role_id>/yes/", holding.role_agree, name="role_agree"),
    path("joining/roles/<uuid:role_id>/code/", holding.role_code, name="role_code"),
    path("joining/roles/<uuid:role_id>/training/", holding.role_training, name="role_training"),
    path(
        "joining/roles/<uuid:role_id>/training/<uuid:training_id>/had/",
        holding.role_training_had,
        name="role_training_had",
    ),
    path("joining/roles/<uuid:role_id>/end/", holding.role_end, name="role_end"),
]
