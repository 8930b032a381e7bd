"""A server answers several people at once: so must the programs that make documents."""

from concurrent.futures import ThreadPoolExecutor

from tests.engine.documents_examples import small_document
from wellbought.documents.formats import FORMATS


def test_several_threads_may_make_a_pdf_at_once() -> None:
    small = small_document("Words enough to take a moment. " * 200)

    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: FORMATS["pdf"].write(small), range(8)))

    assert len(set(made)) == 1
