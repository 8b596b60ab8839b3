from django.urls import path

from wesaid_web.support.views import returns

app_name = "support"

urlpatterns = [
    path("in-return/", returns.mine, name="mine"),
    path("in-return/people/", returns.people, name="people"),
    path("in-return/people/<uuid:member_id>/advice/", returns.advice, name="advice"),
    path("in-return/terms/new/", returns.terms_new, name="terms_new"),
    path("in-return/terms/<uuid:terms_id>/", returns.terms, name="terms"),
    path("in-return/terms/<uuid:terms_id>/agree/", returns.terms_agree, name="terms_agree"),
    path("in-return/terms/<uuid:terms_id>/end/", returns.terms_end, name="terms_end"),
    path("in-return/terms/<uuid:terms_id>/offer/", returns.offer, name="offer"),
    path("in-return/things/<uuid:return_id>/accept/", returns.accept, name="accept"),
    path("in-return/things/<uuid:return_id>/remove/", returns.take_away, name="take_away"),
    path("in-return/things/<uuid:return_id>/approve/", returns.approve, name="approve"),
    path("in-return/things/<uuid:return_id>/pay/", returns.pay, name="pay"),
    path("in-return/told/", returns.told, name="told"),
]
