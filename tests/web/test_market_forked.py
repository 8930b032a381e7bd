"""The demo brings its market data in and then forks its server, which must be able to ask them."""

import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest

from wellbought.web.market import actions, queries
from wellbought.web.market.queries import Asked

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork"),
]


@pytest.fixture
def data(tmp_path: Path, settings: Any) -> Path:
    settings.MARKET = tmp_path
    assert actions.bring_sample()
    return tmp_path


def test_a_forked_server_can_ask_the_data_that_its_parent_had_open(data: Path) -> None:
    assert queries.overview()
    server = multiprocessing.get_context("fork").Process(target=lambda: queries.search(Asked(words="chatbot")))

    server.start()
    server.join(60)
    server.kill()

    assert server.exitcode == 0, data
