"""Addresses about one's own data outside projects."""

from django.urls import path

from wesaid_web.privacy.views import complaints, keeping, yours

urlpatterns = [
    path("account/your-data/", yours.yours, name="yours"),
    path("account/your-data/copy/", yours.copy, name="yours_copy"),
    path("account/your-data/erase/", yours.erase, name="yours_erase"),
    path("account/your-data/keep/", yours.take_back, name="yours_keep"),
    path("erased/<uuid:asked_id>/", yours.erased, name="erased"),
    path("privacy/everything/", keeping.register, name="privacy_register"),
    path("complain/", complaints.complain, name="complain"),
    path("complain/answer/", complaints.answered, name="complaint_answer"),
    path("account/complaints/", complaints.complaints_site, name="complaints_site"),
    path("account/complaints/<uuid:complaint_id>/", complaints.complaint_site, name="complaint_site"),
]
