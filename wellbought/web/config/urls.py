"""The root of all URLs. The language stands in the path."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from wellbought.web.config import views

urlpatterns = [
    path("", views.to_language, name="root"),
    path("health/", views.health, name="health"),
    *i18n_patterns(
        path("", include("wellbought.web.guidance.urls")),
        path("check/", include("wellbought.web.checks.urls")),
        path("purchases/", include("wellbought.web.purchases.urls")),
        path("", include("wellbought.web.arrivals.urls")),
        path("", include("wellbought.web.work.urls")),
        path("", include("wellbought.web.decisions.urls")),
        path("", include("wellbought.web.meetings.urls")),
        path("", include("wellbought.web.claims.urls")),
        path("", include("wellbought.web.market.urls")),
        path("", include("wellbought.web.governance.urls")),
        path("", include("wellbought.web.portfolio.urls")),
        path("", include("wellbought.web.archives.urls")),
        path("learn/", include("wellbought.web.learning.urls")),
        path("readiness/", include("wellbought.web.readiness.urls")),
        path("workshop/", include("wellbought.web.workshop.urls")),
        path("account/", include("wellbought.web.accounts.urls")),
        path("account/", include("wellbought.web.accounts.library_urls")),
        path("trail/", include("wellbought.web.audit.urls")),
        path("mails/", include("wellbought.web.notifications.urls")),
        path("health/", views.health_page, name="health-page"),
        path("background/", include("wellbought.web.background.urls")),
        path("ui/", include("wellbought.web.ui.urls")),
    ),
]

handler400 = "wellbought.web.ui.views.bad_request"
handler403 = "wellbought.web.accounts.views.refused.forbidden"
handler404 = "wellbought.web.ui.views.not_found"
handler500 = "wellbought.web.ui.views.server_error"
