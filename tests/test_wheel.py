"""What is built is whole: the wheel, away from this checkout, serves the demo with all its content and assets."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOT_SHIPPED = re.compile(r"__pycache__|\.pyc$|/styles/")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files, in a folder of their own."""
    made = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", made], cwd=ROOT, check=True)
    (wheel,) = made.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(made / "site")
    return made / "site"


def test_every_file_of_the_product_is_in_the_wheel(unpacked: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "wellbought"], cwd=ROOT, check=True, capture_output=True, text=True)
    wanted = {name for name in tracked.stdout.splitlines() if not NOT_SHIPPED.search(name)}

    missing = sorted(name for name in wanted if not (unpacked / name).is_file())

    assert missing == []


@pytest.fixture
def demo(unpacked: Path, tmp_path: Path) -> Iterator[str]:
    """The demo, run from the wheel alone on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(unpacked), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "wellbought", "demo", "--port", str(port), "--home", str(tmp_path / "home")]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE) as server:
        address = f"http://127.0.0.1:{port}"
        for _ in range(200):
            assert server.poll() is None, "the demo stopped"
            try:
                urllib.request.urlopen(f"{address}/health/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address
        server.terminate()


def test_the_demo_runs_from_the_wheel(demo: str) -> None:
    page = urllib.request.urlopen(f"{demo}/en/", timeout=10).read().decode()
    styles = re.search(r'href="(/static/[^"]+\.css)"', page)
    people = urllib.request.urlopen(f"{demo}/en/account/sign-in/", timeout=10).read().decode()

    assert "We are buying something that has AI in it" in page
    assert styles is not None
    assert urllib.request.urlopen(demo + styles[1], timeout=10).status == 200
    assert "Amara Diallo" in people
