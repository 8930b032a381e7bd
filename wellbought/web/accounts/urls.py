"""URLs of accounts."""

from django.urls import path

from wellbought.web.accounts.views import joining, organisation, sign_in, yourself

app_name = "accounts"

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("passkey/", sign_in.passkey, name="passkey"),
    path("directory/", sign_in.directory, name="directory"),
    path("go-on/", sign_in.go_on, name="go-on"),
    path("enter/<int:member_id>/", sign_in.enter_as, name="enter-as"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("invitation/<str:token>/", joining.invitation, name="invitation"),
    path("sign-up/", joining.sign_up, name="sign-up"),
    path("", yourself.you, name="you"),
    path("switch/<int:member_id>/", yourself.switch, name="switch"),
    path("my-data/", yourself.my_data, name="my-data"),
    path("leave/", yourself.leave, name="leave"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("people/", organisation.people, name="people"),
    path("people/invite/", organisation.invite, name="invite"),
    path("people/<int:member_id>/", organisation.member, name="member"),
    path("people/invitations/<str:key>/again/", organisation.resend, name="resend"),
    path("people/invitations/<str:key>/withdraw/", organisation.revoke, name="revoke"),
    path("teams/", organisation.teams, name="teams"),
    path("teams/<str:key>/", organisation.team, name="team"),
    path("directories/", organisation.directories, name="directories"),
    path("directories/new/", organisation.new_directory, name="new-directory"),
    path("directories/<str:key>/remove/", organisation.remove_directory, name="remove-directory"),
]
