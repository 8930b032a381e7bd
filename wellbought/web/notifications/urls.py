"""URLs of notifications."""

from django.urls import path

from wellbought.web.notifications import views

app_name = "notifications"

urlpatterns = [
    path("", views.wishes, name="wishes"),
    path("stop/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("sent/", views.mails, name="mails"),
]
