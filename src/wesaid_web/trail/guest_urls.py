from django.urls import path

from wesaid_web.trail.views import asking, guests, mine, worries

app_name = "guests"

_words = "mine/<str:token>/<uuid:contribution_id>/"

urlpatterns = [
    path("join/", guests.join_code, name="join"),
    path("say/<str:secret>/", guests.say, name="say"),
    path("worry/<str:token>/", worries.worry, name="worry"),
    path("ask/<str:token>/word/", asking.word, name="ask_word"),
    path("ask/<str:token>/form/", asking.other_form, name="ask_form"),
    path("mine/", mine.mine, name="mine"),
    path("mine/<str:token>/", mine.words, name="words"),
    path("mine/<str:token>/seen/", mine.seen, name="seen"),
    path("mine/<str:token>/forget/", mine.forget, name="forget"),
    path("mine/<str:token>/more/", mine.more, name="more"),
    path(_words + "correct/", mine.correct, name="correct"),
    path(_words + "withdraw/", mine.withdraw, name="withdraw"),
    path(_words + "public/", mine.consent, name="consent"),
    path(_words + "object/", mine.object_to, name="object"),
]
