"""The library's own pages that we use, under the names by which it finds them; the templates are ours.

Pages of the library that are not listed here do not exist.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path

from wellbought.web.accounts.views import joining, sign_in

View = Callable[..., HttpResponse]


def _with_something_to_show(view: View) -> View:
    """Ask again who it is only of those who have a password or a factor to show; the library refuses others."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not get_reauthentication_flows(request.user):
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return asked


urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-up/", joining.sign_up, name="account_signup"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("again/", _with_something_to_show(account.reauthenticate), name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("factors/", factors.index, name="mfa_index"),
    path("factors/sign-in/", factors.authenticate, name="mfa_authenticate"),
    path("factors/again/", _with_something_to_show(factors.reauthenticate), name="mfa_reauthenticate"),
    path("factors/codes/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("factors/codes/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("factors/recovery/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factors/recovery/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("factors/recovery/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("factors/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("factors/passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("factors/passkeys/sign-in/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path(
        "factors/passkeys/again/",
        _with_something_to_show(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("factors/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("factors/passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("openid/<slug:provider_id>/", openid.callback, name="openid_connect_callback"),
]

if settings.SAML:
    from allauth.socialaccount.providers.saml import views as saml

    urlpatterns += [
        path("saml/<slug:organization_slug>/", saml.acs, name="saml_acs"),
        path("saml/<slug:organization_slug>/finish/", saml.finish_acs, name="saml_finish_acs"),
        path("saml/<slug:organization_slug>/out/", saml.sls, name="saml_sls"),
        path("saml/<slug:organization_slug>/metadata/", saml.metadata, name="saml_metadata"),
    ]
