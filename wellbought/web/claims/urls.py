"""URLs of the claim checker, and of the claims of a purchase."""

from django.urls import path

from wellbought.web.claims import views

app_name = "claims"

urlpatterns = [
    path("claims/", views.check, name="check"),
    path("claims/files/", views.download, name="download"),
    path("claims/suggestions/", views.suggest, name="suggest"),
    path("claims/compare/", views.compare, name="compare"),
    path("purchases/<slug:key>/claims/", views.purchase, name="purchase"),
    path("purchases/<slug:key>/claims/add/", views.add, name="add"),
    path("purchases/<slug:key>/claims/compare/", views.compare_kept, name="compare-kept"),
    path("purchases/<slug:key>/claims/texts/<slug:text_key>/", views.text, name="text"),
    path("purchases/<slug:key>/claims/texts/<slug:text_key>/questions.<str:ending>", views.letter, name="letter"),
    path("purchases/<slug:key>/claims/<slug:claim_key>/", views.claim, name="claim"),
]
