"""URLs of the work on purchases."""

from django.urls import path

from wellbought.web.work import views

app_name = "work"

urlpatterns = [
    path("work/", views.mine, name="mine"),
    path("work/mentions/<slug:comment_key>/", views.seen, name="seen"),
    path("purchases/<slug:key>/questions/<slug:question_id>/owner/", views.assign, name="assign"),
    path("purchases/<slug:key>/questions/<slug:question_id>/comments/", views.comment, name="comment"),
    path("purchases/<slug:key>/questions/<slug:question_id>/evidence/", views.add, name="add"),
    path("purchases/<slug:key>/evidence/", views.evidence, name="evidence"),
    path("purchases/<slug:key>/evidence/<slug:evidence_key>/", views.download, name="download"),
    path("purchases/<slug:key>/evidence/<slug:evidence_key>/withdraw/", views.withdraw, name="withdraw"),
    path("purchases/<slug:key>/about/", views.about, name="about"),
    path("purchases/<slug:key>/guidance/", views.update, name="update"),
]
