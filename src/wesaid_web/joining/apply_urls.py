from django.urls import path

from wesaid_web.joining.views import apply

app_name = "apply"

urlpatterns = [
    path("apply/mine/", apply.mine, name="mine"),
    path("apply/mine/<str:token>/", apply.answer, name="answer"),
    path("apply/mine/<str:token>/back/", apply.take_back, name="take_back"),
    path("apply/mine/<str:token>/yes/", apply.role_yes, name="role_yes"),
    path("apply/<str:secret>/", apply.apply, name="apply"),
]
