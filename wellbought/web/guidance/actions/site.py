"""The guidance as a site of files, which any web server can offer and which needs none of ours."""

import json
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from xml.sax.saxutils import escape

from django.core.handlers.wsgi import WSGIRequest
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from wellbought.errors import WellboughtError
from wellbought.pack.translate import LANGUAGES, LanguageUnknown
from wellbought.web.guidance.actions.assets import Assets, own_sheet, with_own_styles
from wellbought.web.guidance.actions.words import index_of
from wellbought.web.guidance.addresses import ASSETS, file_of, with_links_to_files
from wellbought.web.guidance.kept import Still, show
from wellbought.web.guidance.queries.packs import pack_in
from wellbought.web.ui.navigation import Language, LanguageLink, Link, language_of

#: Stands in every folder that this module made, and says so.
MARK: Final = "wellbought-site.json"

#: Pages from which all others are found by their links, with the name that the navigation gives some of them.
SEEDS: Final = ("home", "contents", "questions", "glossary", "index", "search", "places", "about")


class FolderTaken(WellboughtError):
    """There is something else where the site should go."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "This folder holds something that was not made by this command, and is left as it is. "
            "Name a folder that does not exist yet, or one that an earlier run made.",
            where=str(folder),
        )


class LinkAstray(WellboughtError):
    """A page links to something that a site of files cannot hold."""

    def __init__(self, page: str, target: str) -> None:
        super().__init__(f"This page links to “{target}”, which no file can stand for.", where=page)


@dataclass(frozen=True, slots=True)
class Published:
    """What was made."""

    folder: Path
    pages: int
    files: int
    octets: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A page that belongs to no address of the server."""

    title: str
    description: str


def export_site(folder: Path, *, languages: Sequence[str], address: str = "", files: bool = True) -> Published:
    """Write the whole library as a site, whole or not at all.

    :param folder: where the site goes; it must not exist, be empty, or be an earlier site
    :param languages: the first is the one for whoever asks for none of them
    :param address: where the site will stand, if that is known
    :param files: whether its pages can also be had as files (PDF and others), which takes longer
    :raises FolderTaken: if there is something else in the folder
    :raises LanguageUnknown: if the product does not speak a language
    """
    chosen = tuple(dict.fromkeys(languages))
    for language in chosen:
        if language not in LANGUAGES:
            raise LanguageUnknown(language)
    folder = folder.absolute()
    if folder.exists() and not _may_replace(folder):
        raise FolderTaken(folder)
    making = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = _Site(making, chosen, address.rstrip("/"), files=files).write()
        if folder.exists():
            old = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
            folder.rename(old)
            making.rename(folder)
            shutil.rmtree(old)
        else:
            making.rename(folder)
    except OSError as error:
        raise WellboughtError(f"The site could not be written: {error.strerror}.", where=str(folder)) from None
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Published(folder, made.pages, made.files, made.octets)


def _may_replace(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))


class _Site:
    """A site on its way to files."""

    def __init__(self, folder: Path, languages: tuple[str, ...], address: str, *, files: bool) -> None:
        self._folder = folder
        self._languages = languages
        self._address = address
        self._files = files
        self._waiting: dict[str, str] = {}
        self._written: dict[str, int] = {}
        self._assets = Assets()

    def write(self) -> Published:
        for language in self._languages:
            with override(language):
                for name in SEEDS:
                    self._wait_for(reverse(f"guidance:{name}"), "the site")
        done = 0
        while done < len(self._waiting):
            address = list(self._waiting)[done:]
            for one in address:
                self._write_page(one)
            done += len(address)
        for language in self._languages:
            self._put(f"{language}/search.json", index_of(pack_in(language), f"{language}/search.html").encode())
        self._write_root()
        for file, content in self._assets.files():
            self._put(file, content)
        pages = sum(file.endswith(".html") for file in self._written)
        return Published(self._folder, pages, len(self._written), sum(self._written.values()))

    # ---- Pages

    def _wait_for(self, address: str, page: str) -> None:
        """Note that a page is linked to; nothing but our own pages, assets and index can be."""
        if address in self._waiting or file_of(address).startswith(f"{ASSETS}/"):
            return
        language = address.split("/")[1]
        if language not in self._languages:
            raise LinkAstray(page, address)
        if address == f"/{language}/search.json":
            return
        with override(language):
            match = resolve(address.partition("?")[0])
        if match.app_name != "guidance":
            raise LinkAstray(page, address)
        self._waiting[address] = page

    def _write_page(self, address: str) -> None:
        language = address.split("/")[1]
        path, _mark, query = address.partition("?")
        with override(language):
            match = resolve(path)
            request = self._request(path, query, language)
            response = match.func(request, *match.args, **match.kwargs)
            if response.status_code != 200:  # noqa: PLR2004 - all is well
                raise LinkAstray(self._waiting[address], address)
            if not response["Content-Type"].startswith("text/html"):
                self._put(file_of(address), response.content)
                return
            self._put_html(file_of(address), response.content.decode(), address)

    def _put_html(self, file: str, html: str, address: str, begin: str = "") -> None:
        html = with_links_to_files(
            html, address, start=file, found=lambda target: self._wait_for(target, file), begin=begin
        )
        if self._address:
            own = address.partition("?")[0]
            html = html.replace(f"{self._address}{own}", f"{self._address}/{file_of(own)}")
        self._assets.note(html, file)
        if file in self._arrivals:
            html, styles = with_own_styles(html, file, self._arrivals[file])
            self._put(own_sheet(self._arrivals[file]), styles)
        self._put(file, html.encode())

    @property
    def _arrivals(self) -> Mapping[str, str]:
        """The pages on which most people arrive, each with the name of its own styles."""
        return {"index.html": "door", **{f"{one}/index.html": f"home-{one}" for one in self._languages}}

    def _request(self, path: str, query: str, language: str) -> WSGIRequest:
        """A request such as a visitor would send, with word of the site that the page is for."""
        request = WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "SERVER_NAME": "localhost",
                "SERVER_PORT": "80",
                "wsgi.url_scheme": "http",
                "wsgi.input": BytesIO(),
            }
        )
        request.still = Still(self._address, self._files, self._around(request, language))  # type: ignore[attr-defined]
        return request

    def _around(self, request: WSGIRequest, language: str) -> Mapping[str, Any]:
        names = {
            "contents": _("Guidance"),
            "questions": _("Key questions"),
            "glossary": _("Glossary"),
            "search": _("Search"),
        }
        links = {reverse(f"guidance:{name}"): text for name, text in names.items()}
        about = Link(_("About, privacy and accessibility"), reverse("guidance:about"))
        return MappingProxyType(
            {
                "navigation": [Link(text, href, request.path.startswith(href)) for href, text in links.items()],
                "footer_navigation": [about],
                "home_href": reverse("guidance:home"),
                "script": "ui/reading.js",
                "language_links": lambda request: self._language_links(request.get_full_path(), language),
            }
        )

    def _language_links(self, address: str, language: str) -> tuple[LanguageLink, ...]:
        """The same page in the languages of the site; nothing if there is one alone."""
        if len(self._languages) == 1:
            return ()
        rest = address.removeprefix(f"/{language}/")
        return tuple(LanguageLink(language_of(one), f"/{one}/{rest}", one == language) for one in self._languages)

    # ---- What stands at the root

    def _write_root(self) -> None:
        first = self._languages[0]
        with override(first):
            request = self._request(reverse("guidance:home"), "", first)
            missing = Standing(_("Page not found"), _("There is no such page here."))
            shown = show(request, "guidance/missing.html", missing).content.decode()
            self._put_html("404.html", shown, f"/{first}/", f"{self._address}/" if self._address else "")
            door = Standing(
                _("Buy AI that works for the people you serve"), _("Helps public organisations buy AI well.")
            )
            context = {"page": door, "languages": list(self._doors()), "home_href": reverse("guidance:home")}
            context["script"] = "ui/reading.js"
            self._put_html("index.html", render_to_string("guidance/door.html", context), f"/{first}/")
        self._put("sitemap.xml", self._sitemap().encode())
        robots = "User-agent: *\nAllow: /\n"
        if self._address:
            robots += f"\nSitemap: {self._address}/sitemap.xml\n"
        self._put("robots.txt", robots.encode())
        pack = pack_in(first)
        mark = {"made_by": "Wellbought", "guidance": pack.version, "digest": pack.digest, "languages": self._languages}
        self._put(MARK, json.dumps(mark, indent=2).encode())

    def _doors(self) -> Iterator[Mapping[str, str]]:
        for code in self._languages:
            language: Language = language_of(code)
            yield {"code": code, "direction": language.direction, "name": language.name, "href": f"/{code}/"}

    def _sitemap(self) -> str:
        """All pages but those that are parts of a list. Without the site's address, paths from its root."""
        pages = [file_of(address) for address in self._waiting if "?" not in address]
        begin = f"{self._address}/" if self._address else ""
        lines = [f"<url><loc>{escape(begin + page)}</loc></url>" for page in pages if page.endswith(".html")]
        return "\n".join(
            [
                '<?xml version="1.0" encoding="UTF-8"?>',
                '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
                *lines,
                "</urlset>\n",
            ]
        )

    def _put(self, file: str, content: bytes) -> None:
        assert file not in self._written, f"two pages want to be {file}"
        path = self._folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self._written[file] = len(content)
