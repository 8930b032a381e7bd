"""The key questions as files to work with."""

from datetime import date
from functools import lru_cache

from wellbought.documents.formats import FORMATS
from wellbought.documents.question_cards import ENDINGS, write_questions
from wellbought.web.guidance.queries.choices import QuestionChoice
from wellbought.web.guidance.queries.files import KEPT, GuidanceFile
from wellbought.web.guidance.queries.packs import pack_in
from wellbought.web.guidance.queries.questions import chosen_questions

#: What the files are called; the PDF is cards.
NAMES = {"pdf": "question-cards", "docx": "key-questions", "xlsx": "key-questions"}


@lru_cache(maxsize=KEPT)
def question_file(language: str, ending: str, chosen: QuestionChoice, *, on: date) -> GuidanceFile | None:
    """The questions that were asked for as a file; nothing if there are none, or not in that format.

    :param on: the day that the file bears
    """
    pack = pack_in(language)
    found = chosen_questions(pack, chosen)
    if ending not in ENDINGS or not found.questions:
        return None
    content = write_questions(found, pack, ending, on=on)
    return GuidanceFile(f"{NAMES[ending]}-{pack.language}.{ending}", FORMATS[ending].media_type, content)
