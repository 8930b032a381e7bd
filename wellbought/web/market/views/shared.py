"""What the pages share, whether they are open to all or belong to a purchase."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from wellbought.web.market import queries
from wellbought.web.market.forms import AskForm
from wellbought.web.market.queries import Asked

View = Callable[..., HttpResponse]

#: What templates use to say in the reader's language what the engine says in English.
SAYING: Final[Mapping[str, Any]] = {
    "column": queries.column,
    "flag_name": queries.flag_name,
    "in_own_words": queries.in_own_words,
    "method_name": queries.method_name,
}


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses of a set of pages: the open ones, or those of one purchase.

    :ivar key: the purchase's; empty for the open pages
    """

    key: str = ""

    def search(self, asked: Asked | None = None, **more: Any) -> str:
        """The search, with a question."""
        place = reverse("market:search", args=[self.key]) if self.key else reverse("market:home")
        return _with(place, asked, more)

    def figures(self, asked: Asked | None = None) -> str:
        """The list of figures."""
        place = reverse("market:own-figures", args=[self.key]) if self.key else reverse("market:figures")
        return _with(place, asked, {})

    def figure(self, measure: str, asked: Asked | None = None, **more: Any) -> str:
        """One figure over what a question finds."""
        place = (
            reverse("market:own-figure", args=[self.key, measure])
            if self.key
            else reverse("market:figure", args=[measure])
        )
        return _with(place, asked, more)

    def chart(self, ending: str, shown: queries.FigurePage, asked: Asked) -> str:
        """A figure's chart, which is the same for all; the state of the data is named so that it can be kept."""
        place = reverse("market:chart" if ending == "svg" else "market:chart-json", args=[shown.id])
        return _with(place, asked, {"compare": shown.comparison or "euro", "of": shown.dataset[:16]})

    def contract(self, address: str) -> str:
        """One contract."""
        place = reverse("market:own-contract", args=[self.key]) if self.key else reverse("market:contract")
        return f"{place}?{address}"


def _with(place: str, asked: Asked | None, more: dict[str, Any]) -> str:
    question = (asked or Asked()).address(**more)
    return f"{place}?{question}" if question else place


def ask_form(data: Any) -> AskForm:
    """The form of a question, with the countries and currencies that the data hold.

    :raises MarketAbsent: if there are no data
    """
    whole = queries.overview()
    return AskForm(whole.countries, whole.currencies, data)


def page_number(request: HttpRequest) -> int:
    """The page that is asked for; the first if it is none."""
    number = request.GET.get("page", "")
    return min(int(number), queries.MOST_PAGES) if number.isdecimal() and len(number) < 4 and int(number) else 1  # noqa: PLR2004


def with_data(view: View) -> View:
    """A page that says what to do where there are no data, and is not found where there is no such figure."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except queries.NoFigure:
            raise Http404 from None
        except queries.MarketAbsent as absent:
            context = {"why": absent.message, "libraries": bool(queries.missing_libraries())}
            return render(request, "market/absent.html", context)

    return guarded
