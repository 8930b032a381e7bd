"""URLs of the portfolio."""

from django.urls import path

from wellbought.web.portfolio import views

app_name = "portfolio"

urlpatterns = [
    path("portfolio/", views.portfolio, name="portfolio"),
    path("portfolio/purchases.<str:ending>", views.export, name="export"),
    path("portfolio/board.<str:ending>", views.board, name="board-document"),
]
