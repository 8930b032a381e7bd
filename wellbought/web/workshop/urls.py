"""URLs of workshops."""

from django.urls import path

from wellbought.web.workshop import views

app_name = "workshop"

urlpatterns = [
    path("", views.home, name="home"),
    path("join/", views.join, name="join"),
    path("<slug:room_code>/", views.room, name="room"),
    path("<slug:room_code>/state/", views.state, name="state"),
    path("<slug:room_code>/lead/", views.lead, name="lead"),
    path("<slug:room_code>/notes.<slug:ending>", views.notes, name="notes"),
]
