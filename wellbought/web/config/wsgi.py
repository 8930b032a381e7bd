"""The application as a WSGI server sees it."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbought.web.config.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - after Django is ready

from wellbought.documents.check import refuse_broken  # noqa: E402
from wellbought.web.market.queries import warm  # noqa: E402

refuse_broken(tuple(settings.PACKS))

threading.Thread(target=warm, daemon=True).start()
