"""URLs of accounts."""

from django.urls import path

from wellbought.web.accounts import views

app_name = "accounts"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("enter/<int:member_id>/", views.enter_as, name="enter-as"),
    path("sign-out/", views.sign_out, name="sign-out"),
]
