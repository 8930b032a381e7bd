"""URLs of learning."""

from django.urls import path

from wellbought.web.learning import views

app_name = "learning"

urlpatterns = [
    path("", views.hub, name="hub"),
    path("courses/", views.courses, name="courses"),
    path("courses/forget/", views.forget, name="forget"),
    path("courses/share/", views.share, name="share"),
    path("courses/team/", views.team, name="team"),
    path("courses/<slug:role>/", views.course, name="course"),
    path("courses/<slug:role>/lessons/<slug:lesson_id>/", views.lesson, name="lesson"),
    path("courses/<slug:role>/purchases/<slug:worked_id>/", views.worked, name="worked"),
    path("courses/<slug:role>/quiz/", views.quiz, name="quiz"),
    path("courses/<slug:role>/certificate/", views.certificate, name="certificate"),
    path("courses/<slug:role>/<slug:standard>.zip", views.package, name="package"),
    path("certificates/", views.check_certificate, name="check-certificate"),
    path("certificates/<str:code>/", views.proof, name="proof"),
    path("slides/", views.slides, name="slides"),
    path("training/", views.training, name="training"),
    path("webinar/", views.webinar, name="webinar"),
    path("webinar/captions.vtt", views.webinar_captions, name="webinar-captions"),
]
