"""URLs of an organisation's own rules, and of the governance kit."""

from django.urls import path

from wellbought.web.governance import kit_views, views

app_name = "governance"

urlpatterns = [
    path("our-rules/", views.own, name="own"),
    path("our-rules/publish/", views.publish, name="publish"),
    path("our-rules/names/", views.names, name="names"),
    path("our-rules/pack.zip", views.export, name="export"),
    path("our-rules/import/", views.bring_in, name="import"),
    path("our-rules/files/<str:file_name>", views.file, name="file"),
    path("our-rules/<slug:item_kind>/new/", views.new, name="new"),
    path("our-rules/<slug:item_kind>/<slug:item_id>/", views.item, name="item"),
    path("our-rules/<slug:item_kind>/<slug:item_id>/edit/", views.edit, name="edit"),
    path("governance/", kit_views.kit, name="kit"),
    path("governance/documents/", kit_views.drafts, name="drafts"),
    path("governance/documents/<slug:kind>.<str:ending>", kit_views.draft, name="draft"),
    path("governance/limits/", kit_views.limits, name="limits"),
]
