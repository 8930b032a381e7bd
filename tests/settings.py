"""The settings of the tests: the product's own, with a home that is thrown away."""

import os
import tempfile
from pathlib import Path

HOME_OF_TESTS = tempfile.mkdtemp(prefix="wellbought-tests-")
Path(HOME_OF_TESTS, "static").mkdir()
os.environ["WELLBOUGHT_HOME"] = HOME_OF_TESTS
os.environ["WELLBOUGHT_SECRET_KEY"] = "only-for-tests"
os.environ["WELLBOUGHT_PLAIN_STATIC"] = "1"
os.environ["WELLBOUGHT_DEMO"] = "1"
os.environ["WELLBOUGHT_DEBUG"] = "0"
# Playwright runs an event loop in the thread of the tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from wellbought.web.config.settings import *  # noqa: E402, F403 - the environment is set first

# Hashing a password well is slow on purpose; here it is only in the way.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
