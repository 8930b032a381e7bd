"""The Jinja environment in which every page is rendered.

Settings name :func:`environment` under ``TEMPLATES``; docs/reference/interface.md shows how.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import django.forms
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from wellbought.web.ui import filters, forms, mail, navigation, wording

HERE = Path(__file__).parent
#: Every app keeps its templates in ``templates/<app>/``, and so has no need to be listed.
APPS = sorted(HERE.parent.glob("*/templates"))
DJANGO_FORMS = Path(django.forms.__file__).parent / "jinja2"


class Components:
    """Every component by its name: ``ui.button`` is the macro ``button`` of ``components/button.html``."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        """Find a component's macro.

        :raises jinja2.TemplateNotFound: if there is no such component
        """
        module = self._environment.get_template(f"components/{name}.html").module
        macro: Callable[..., Markup] = getattr(module, name)
        return macro


def url(name: str, *args: object, **kwargs: object) -> str:
    """Give the address of a named page, as in ``url("purchases:answer", key=purchase.key)``."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def environment(**options: Any) -> Environment:
    """Build the environment: our layouts and components beside the apps' own templates, and no silent blanks.

    :param options: what Django's Jinja2 backend passes on; what its ``loader`` finds goes first
    :returns: an environment that escapes, translates, and refuses a name that a page was not given
    """
    ours = FileSystemLoader([HERE, *APPS, DJANGO_FORMS])
    given = options.get("loader")
    options["loader"] = ChoiceLoader([given, ours]) if given else ours
    options["undefined"] = StrictUndefined
    options["autoescape"] = True
    options["extensions"] = [*options.get("extensions", ()), "jinja2.ext.i18n", "jinja2.ext.do"]
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    environment = Environment(**options)  # noqa: S701  (autoescape is set above)
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    environment.globals.update(
        ui=Components(environment),
        static=static if environment.auto_reload else cache(static),
        url=url,
        language=navigation.current_language,
        language_links=navigation.language_links,
        present_field=forms.present,
        form_errors=forms.form_errors,
        count_wording=wording.count_wording,
    )
    environment.filters.update(
        bdi=filters.bdi,
        figure=filters.figure,
        localdate=filters.localdate,
        localtime=filters.localtime,
        said=filters.said,
        size=filters.size,
        plain=mail.plain,
    )
    return environment
