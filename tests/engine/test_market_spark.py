"""The same questions on Spark: a standalone cluster with two workers answers exactly as DuckDB does."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.engine.market_data import finder, made
from wellbought.market.engines import engine
from wellbought.market.measures import MEASURES, measure
from wellbought.market.selection import Selection
from wellbought.market.similar import find
from wellbought.market.text import TextIndex

if shutil.which("java") is None or find_spec("pyspark") is None:
    pytest.skip("needs Java 17 and the extra spark", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("ignore")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A master and two workers of their own; the PyPI package lacks the scripts that start them."""
    import pyspark

    home = Path(pyspark.__file__).parent
    folder = tmp_path_factory.mktemp("spark")
    port = free_port()
    environment = {
        **os.environ,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_HOME": str(home),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_WORKER_DIR": str(folder),
    }
    command = [str(home / "bin" / "spark-class")]
    master = [*command, "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port)]
    worker = [*command, "org.apache.spark.deploy.worker.Worker", "--cores", "1", "--memory", "1200m"]
    running = []
    with (folder / "log").open("wb") as log:
        for arguments in (
            [*master, "--webui-port", "0"],
            *[[*worker, "--webui-port", "0", f"spark://127.0.0.1:{port}"]] * 2,
        ):
            running.append(subprocess.Popen(arguments, env=environment, stdout=log, stderr=log))
            time.sleep(3)
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        yield f"spark://127.0.0.1:{port}"
        for process in reversed(running):
            process.terminate()
            process.wait(30)


def test_spark_answers_exactly_as_duckdb(cluster: str, tmp_path: Path) -> None:
    dataset = made(tmp_path, 60)
    index = TextIndex(dataset.text_index)
    selection = Selection(country="freedonia")

    with engine(dataset) as duckdb:
        ours = {name: measure(duckdb, name, selection).rows for name in MEASURES}
        found = find(duckdb, index, finder(), "chatbot for citizens").results
    with engine(dataset, "spark", master=cluster) as spark:
        theirs = {name: measure(spark, name, selection).rows for name in MEASURES}
        found_by_spark = find(spark, index, finder(), "chatbot for citizens").results
        workers = spark.backend._session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
    index.close()

    assert theirs == ours
    assert found_by_spark == found
    assert workers == 2
