"""URLs of market research: open to all, and inside a purchase."""

from django.urls import path

from wellbought.web.market.views import own, public

app_name = "market"

urlpatterns = [
    path("market/", public.home, name="home"),
    path("market/data/", public.data, name="data"),
    path("market/data/add/", public.bring, name="bring"),
    path("market/contract/", public.contract, name="contract"),
    path("market/figures/", public.figures, name="figures"),
    path("market/figures/<slug:measure>/", public.figure, name="figure"),
    path("market/figures/<slug:measure>/chart.svg", public.chart, {"ending": "svg"}, name="chart"),
    path("market/figures/<slug:measure>/chart.json", public.chart, {"ending": "json"}, name="chart-json"),
    path("purchases/<slug:key>/market/", own.research, name="research"),
    path("purchases/<slug:key>/market/search/", own.search, name="search"),
    path("purchases/<slug:key>/market/contract/", own.contract, name="own-contract"),
    path("purchases/<slug:key>/market/figures/", own.figures, name="own-figures"),
    path("purchases/<slug:key>/market/figures/<slug:measure>/", own.figure, name="own-figure"),
    path("purchases/<slug:key>/market/pin/", own.pin, name="pin"),
    path("purchases/<slug:key>/market/findings/<slug:pinned_key>/", own.finding, name="finding"),
    path("purchases/<slug:key>/market/vendors/", own.vendors, name="vendors"),
    path("purchases/<slug:key>/market/vendors/<slug:vendor_key>/strike/", own.strike, name="strike"),
    path("purchases/<slug:key>/market/flags/", own.flags, name="flags"),
]
