from django.urls import path

from wesaid_web.people.views import account, signin

app_name = "people"

urlpatterns = [
    path("you/", account.me, name="me"),
    path("link/", signin.ask_link, name="ask_link"),
    path("link/<str:secret>/", signin.use_link, name="use_link"),
    path("accounts/", account.accounts, name="accounts"),
    path("accounts/<uuid:user_id>/active/", account.set_active, name="set_active"),
    path("accounts/<uuid:user_id>/link/", account.make_link, name="make_link"),
]
