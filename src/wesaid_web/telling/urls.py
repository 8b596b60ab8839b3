from django.urls import path

from wesaid_web.telling.views import news

app_name = "telling"

urlpatterns = [
    path("news/", news.news, name="news"),
    path("news/seen/", news.seen, name="seen"),
]
