from django.urls import path

from wesaid_web.support.views import care, concerns, returns

app_name = "support"

urlpatterns = [
    path("in-return/", returns.mine, name="mine"),
    path("in-return/people/", returns.people, name="people"),
    path("in-return/people/<uuid:member_id>/advice/", returns.advice, name="advice"),
    path("in-return/terms/new/", returns.terms_new, name="terms_new"),
    path("in-return/terms/<uuid:terms_id>/", returns.terms, name="terms"),
    path("in-return/terms/<uuid:terms_id>/paper/", returns.terms_paper, name="terms_paper"),
    path("in-return/terms/<uuid:terms_id>/agree/", returns.terms_agree, name="terms_agree"),
    path("in-return/terms/<uuid:terms_id>/end/", returns.terms_end, name="terms_end"),
    path("in-return/terms/<uuid:terms_id>/offer/", returns.offer, name="offer"),
    path("in-return/things/<uuid:return_id>/accept/", returns.accept, name="accept"),
    path("in-return/things/<uuid:return_id>/remove/", returns.take_away, name="take_away"),
    path("in-return/things/<uuid:return_id>/approve/", returns.approve, name="approve"),
    path("in-return/things/<uuid:return_id>/pay/", returns.pay, name="pay"),
    path("in-return/told/", returns.told, name="told"),
    # a worry
    path("worry/", concerns.worry, name="worry"),
    path("worry/people/", concerns.contacts, name="contacts"),
    path("worry/tell/", concerns.concern_new, name="concern_new"),
    path("worry/told/", concerns.told, name="told_worries"),
    path("worry/told/thank-you/", concerns.concern_sent, name="concern_sent"),
    path("worry/told/<uuid:concern_id>/", concerns.told_one, name="told_one"),
    path("worries/", concerns.concerns, name="concerns"),
    path("worries/due/", concerns.concerns_due, name="concerns_due"),
    path("worries/<uuid:concern_id>/", concerns.concern, name="concern"),
    path("worries/<uuid:concern_id>/read/", concerns.concern_read, name="concern_read"),
    path("worries/<uuid:concern_id>/note/", concerns.concern_note, name="concern_note"),
    path("worries/<uuid:concern_id>/share/", concerns.concern_share, name="concern_share"),
    path("worries/<uuid:concern_id>/hand-over/", concerns.concern_hand_over, name="concern_hand_over"),
    path("worries/<uuid:concern_id>/close/", concerns.concern_close, name="concern_close"),
    # what helps people take part
    path("access/", care.needs, name="needs"),
    path("access/new/", care.need_new, name="need_new"),
    path("access/kept/", care.needs_told, name="needs_told"),
    path("access/kept/tell/", care.needs_freeze, name="needs_freeze"),
    path("access/<uuid:need_id>/", care.need_edit, name="need_edit"),
    path("access/<uuid:need_id>/agree/", care.need_agree, name="need_agree"),
    path("access/<uuid:need_id>/met/", care.need_met, name="need_met"),
    path("access/<uuid:need_id>/remove/", care.need_remove, name="need_remove"),
    # after a hard meeting
    path("aftercare/", care.aftercare, name="aftercare"),
    path("aftercare/people/new/", care.aftercare_new, name="aftercare_new"),
    path("aftercare/people/<uuid:contact_id>/remove/", care.aftercare_remove, name="aftercare_remove"),
    path("aftercare/asked/new/", care.check_in_new, name="check_in_new"),
    path("aftercare/asked/<uuid:check_in_id>/remove/", care.check_in_remove, name="check_in_remove"),
]
