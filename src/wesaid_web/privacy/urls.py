from django.urls import path

from wesaid_web.privacy.views import complaints, keeping, yours

app_name = "privacy"

urlpatterns = [
    path("people/<uuid:member_id>/erase/", yours.erase_person, name="erase_person"),
    path("people/<uuid:member_id>/keep/", yours.keep_person, name="keep_person"),
    path("keeping/", keeping.keeping, name="keeping"),
    path("keeping/change/", keeping.keeping_edit, name="keeping_edit"),
    path("complain/", complaints.complain_here, name="complain"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/<uuid:complaint_id>/", complaints.complaint, name="complaint"),
]
