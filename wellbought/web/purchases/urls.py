"""URLs of the workspace."""

from django.urls import path

from wellbought.web.purchases import views

app_name = "purchases"

urlpatterns = [
    path("", views.purchases, name="list"),
    path("new/", views.new, name="new"),
    path("<slug:key>/", views.purchase, name="purchase"),
    path("<slug:key>/result/", views.result, name="result"),
    path("<slug:key>/stages/<slug:stage>/", views.stage, name="stage"),
    path("<slug:key>/questions/<slug:question_id>/", views.question, name="question"),
    path("<slug:key>/questions/<slug:question_id>/history/", views.history, name="history"),
    path("<slug:key>/facts/", views.facts, name="facts"),
    path("<slug:key>/facts/<slug:fact_id>/", views.fact, name="fact"),
    path("<slug:key>/documents/", views.documents, name="documents"),
    path("<slug:key>/documents/<slug:kind>.<str:ending>", views.document, name="document"),
    path("<slug:key>/team/", views.team, name="team"),
]
