"""The address of the back door."""

from django.urls import path

from wellbought.web.arrivals import views

app_name = "arrivals"

urlpatterns = [path("record/", views.record, name="record")]
