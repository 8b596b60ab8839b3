from django.urls import path

from wesaid_web.people.views import account, signin, steps

app_name = "people"

urlpatterns = [
    path("you/", account.me, name="me"),
    path("second-step/", steps.second_step, name="second_step"),
    path("second-step/app/", steps.app_add, name="app_add"),
    path("second-step/passkey/", steps.passkey_add, name="passkey_add"),
    path("second-step/spare-codes/", steps.spare_codes, name="spare_codes"),
    path("second-step/<int:step_id>/remove/", steps.step_remove, name="step_remove"),
    path("where/", steps.where, name="where"),
    path("link/", signin.ask_link, name="ask_link"),
    path("link/<str:secret>/", signin.use_link, name="use_link"),
    path("accounts/", account.accounts, name="accounts"),
    path("accounts/<uuid:user_id>/active/", account.set_active, name="set_active"),
    path("accounts/<uuid:user_id>/link/", account.make_link, name="make_link"),
]
