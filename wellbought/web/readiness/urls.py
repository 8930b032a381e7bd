"""URLs of readiness."""

from django.urls import path

from wellbought.web.readiness import alone, views

app_name = "readiness"

urlpatterns = [
    path("", views.home, name="home"),
    path("alone/", alone.begin, name="alone"),
    path("alone/open/", alone.open_saved, name="alone-open"),
    path("alone/clear/", alone.clear, name="alone-clear"),
    path("alone/result/", alone.result, name="alone-result"),
    path("alone/result.<slug:ending>", alone.file, name="alone-file"),
    path("alone/<slug:dimension_id>/", alone.dimension, name="alone-dimension"),
    path("rounds/new/", views.new, name="new"),
    path("rounds/agree/", views.agree, name="agree"),
    path("rounds/<slug:round_key>/", views.show_round, name="round"),
    path("rounds/<slug:round_key>/invite/", views.invite, name="invite"),
    path("rounds/<slug:round_key>/hand-in/", views.hand_in, name="hand-in"),
    path("rounds/<slug:round_key>/end/", views.end, name="end"),
    path("rounds/<slug:round_key>/result.<slug:ending>", views.file, name="file"),
    path("rounds/<slug:round_key>/answers/<slug:dimension_id>/", views.answer, name="answer"),
    path("rounds/<slug:round_key>/actions/new/", views.new_action, name="new-action"),
    path("rounds/<slug:round_key>/actions/<slug:action_key>/", views.action, name="action"),
]
