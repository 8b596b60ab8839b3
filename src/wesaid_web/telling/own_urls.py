from django.urls import path

from wesaid_web.telling.views import news

app_name = "news"

urlpatterns = [
    path("news/", news.everywhere, name="all"),
    path("news/mail/", news.mail, name="mail"),
    path("news/stop/<str:token>/", news.stop, name="stop"),
]
