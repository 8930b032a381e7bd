"""URLs of meetings."""

from django.urls import path

from wellbought.web.meetings import views

app_name = "meetings"

urlpatterns = [
    path("purchases/<slug:key>/meetings/", views.meetings, name="list"),
    path("purchases/<slug:key>/meetings/<slug:meeting_key>/", views.meeting, name="meeting"),
    path("purchases/<slug:key>/meetings/<slug:meeting_key>/room/", views.room, name="room"),
    path("purchases/<slug:key>/meetings/<slug:meeting_key>/close/", views.close, name="close"),
    path("purchases/<slug:key>/meetings/<slug:meeting_key>/<slug:paper>.<str:ending>", views.paper, name="paper"),
]
