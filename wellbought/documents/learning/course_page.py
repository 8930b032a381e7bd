"""A whole course as one page that stands alone, for learning systems: lessons, worked purchases, quiz."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import Final

from wellbought.documents.blocks import Document
from wellbought.documents.formats.html import block_as_html
from wellbought.documents.markdown import parse, web_or_mail
from wellbought.documents.words import Words
from wellbought.learning.course import Step, StepKind, needed_to_pass, quiz_of, steps_of
from wellbought.learning.worked import Decided, work
from wellbought.pack.kinds import Course, Lesson, Question, QuizItem, Source, Topic, WorkedPurchase
from wellbought.pack.read import ItemUnknown, Pack

KIND: Final = "course"


def course_page(course: Course, pack: Pack, *, on: date, scripts: Sequence[str], site: str = "") -> bytes:
    """The course as a page.

    :param pack: in the language of the course
    :param on: the day for which the check judges worked purchases
    :param scripts: the names of the scripts beside the page, in order
    :param site: the address at which the guidance can be read, such as ``https://buying.example.gov``; if empty, the
        page leads nowhere else
    """
    return "\n".join(_Page(course, pack, on, site).lines(scripts)).encode()


class _Page:
    """Writes the page; holds what its parts share."""

    def __init__(self, course: Course, pack: Pack, on: date, site: str) -> None:
        self.course, self.pack, self.on, self.site = course, pack, on, site.rstrip("/")
        self.words = Words(pack, KIND)
        self.steps = steps_of(course, pack, quiz_title=self.words.say("Quiz"))
        self.frame = Document(
            kind=KIND,
            title=course.title,
            subtitle="",
            file_name="",
            description=course.what,
            language=pack.language,
            made_on=on,
            buyer="",
            status="",
            cover=(),
            blocks=(),
            furniture=self.words.furniture(),
            right_to_left=self.words.right_to_left,
        )

    def lines(self, scripts: Sequence[str]) -> Iterator[str]:
        say = self.words.say
        direction = "rtl" if self.words.right_to_left else "ltr"
        needed = needed_to_pass(self.course, len(quiz_of(self.course, self.pack)))
        yield f'<!doctype html><html lang="{self.pack.language}" dir="{direction}"><head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f'<title>{escape(self.course.title)}</title><link rel="stylesheet" href="course.css"></head>'
        yield f'<body data-needed="{needed}"><header><p>Wellbought</p><h1>{escape(self.course.title)}</h1>'
        yield f"<p>{escape(self.course.what)}</p></header>"
        yield f'<nav aria-label="{escape(say("Steps of the course"))}"><ol>'
        for step in self.steps:
            minutes = say("%(minutes)s minutes", minutes=step.minutes)
            yield f'<li><a href="#{step.id}" data-step="{step.id}">{escape(step.title)}</a> '
            yield f'<span class="quiet">{escape(minutes)}</span> '
            yield f'<span class="done" hidden>✓ {escape(say("Done"))}</span></li>'
        yield "</ol></nav><main>"
        for step in self.steps:
            yield from self._step(step)
        yield f'</main><footer><p>{escape(self._thanks())}</p></footer><p id="status" role="status" class="quiet"></p>'
        yield "".join(f'<script src="{escape(name)}"></script>' for name in scripts) + "</body></html>"

    def _thanks(self) -> str:
        core = self.pack.cards["core"]
        return self.words.say(
            "From the Wellbought guidance %(version)s, %(licence)s", version=self.pack.version, licence=core.licence
        )

    def _step(self, step: Step) -> Iterator[str]:
        yield f'<section id="{step.id}" data-kind="{step.kind}" tabindex="-1" aria-labelledby="{step.id}-title">'
        yield f'<h2 id="{step.id}-title">{escape(step.title)}</h2>'
        match step.kind:
            case StepKind.LESSON:
                yield from self._lesson(self.pack.get(Lesson, step.id))
            case StepKind.PURCHASE:
                yield from self._purchase(self.pack.get(WorkedPurchase, step.id))
            case StepKind.QUIZ:
                yield from self._quiz(quiz_of(self.course, self.pack))
        yield "</section>"

    def _lesson(self, lesson: Lesson) -> Iterator[str]:
        say = self.words.say
        yield f'<p class="aim">{escape(lesson.aim)}</p>'
        language = getattr(lesson.body, "fallback_lang", "")
        for block in parse(lesson.body, address=self._address, language=language):
            yield from block_as_html(block, self.frame)
        yield f'<p class="remember">{escape(lesson.remember)}</p>'
        yield f"<h3>{escape(say('From the guide'))}</h3>"
        for topic in (self.pack.get(Topic, one) for one in lesson.topics):
            title = escape(topic.title)
            if self.site:
                address = escape(f"{self.site}/{self.pack.language}/guide/{topic.id}/")
                title = f'<a href="{address}" target="_blank" rel="noopener">{title}</a>'
            yield f"<h4>{title}</h4><ul>{''.join(f'<li>{escape(point)}</li>' for point in topic.key_points)}</ul>"
        questions = [self.pack.get(Question, one) for one in lesson.questions]
        if questions:
            items = "".join(f"<li>{escape(one.text)}</li>" for one in questions)
            yield f"<h3>{escape(say('Questions to ask'))}</h3><ul>{items}</ul>"
        yield f'<p><button type="button" data-finish>{escape(say("Done, go on"))}</button></p>'

    def _address(self, target: str) -> str:
        kind, _, rest = target.partition(":")
        if kind == "source":
            try:
                return self.pack.get(Source, rest.partition("@")[0]).url or ""
            except ItemUnknown:
                return ""
        if kind == "topic" and self.site:
            return f"{self.site}/{self.pack.language}/guide/{rest}/"
        return web_or_mail(target)

    def _purchase(self, purchase: WorkedPurchase) -> Iterator[str]:
        say = self.words.say
        yield "".join(f"<p>{escape(part)}</p>" for part in purchase.story)
        yield "<form>"
        for number, decided in enumerate(work(purchase, self.pack, {}, on=self.on).decided):
            yield from self._decision(f"{purchase.id}-{number}", decided)
        yield f'<p class="remember" data-after hidden>{escape(purchase.takeaway)}</p>'
        yield f'<p role="alert" data-missing hidden>{escape(say("Choose an answer to each question first."))}</p>'
        yield f"<p><button>{escape(say('See what speaks for each'))}</button></p></form>"

    def _decision(self, name: str, decided: Decided) -> Iterator[str]:
        verdicts = {
            "good": self.words.say("Good"),
            "fair": self.words.say("Possible"),
            "poor": self.words.say("Not this"),
        }
        yield f"<fieldset><legend>{escape(decided.decision.ask)}</legend>"
        for number, one in enumerate(decided.weighed):
            yield f'<div><label><input type="radio" name="{name}" value="{number}"> {escape(one.option.text)}</label>'
            yield f'<p class="because {one.verdict}" data-after hidden><b>{escape(verdicts[one.verdict])}.</b> '
            yield f"{escape(one.option.because)}</p></div>"
        if decided.reasons:
            items = "".join(f"<li>{escape(rule.because)}</li>" for rule in decided.reasons[:4])
            heading = escape(self.words.say("The check says so because:"))
            yield f"<div data-after hidden><p>{heading}</p><ul>{items}</ul></div>"
        yield "</fieldset>"

    def _quiz(self, items: Sequence[QuizItem]) -> Iterator[str]:
        say = self.words.say
        needed = needed_to_pass(self.course, len(items))
        told = say(
            "%(count)s questions. %(needed)s right answers are needed. You may try as often as you like.",
            count=len(items),
            needed=needed,
        )
        yield f"<p>{escape(told)}</p><form>"
        for item in items:
            yield f"<fieldset><legend>{escape(item.ask)}</legend>"
            for number, option in enumerate(item.options):
                right = " data-right" if option.right else ""
                sign = say("Right") if option.right else say("Not right")
                verdict = "good" if option.right else "poor"
                yield f'<div><label><input type="radio" name="{item.id}" value="{number}"{right}> '
                yield f'{escape(option.text)}</label><p class="because {verdict}" data-after '
                yield f"hidden><b>{escape(sign)}.</b> {escape(option.because)}</p></div>"
            yield "</fieldset>"
        passed = escape(say("You have passed. The course is complete."))
        failed = escape(say("Not enough yet. Read why, and try again."))
        yield f'<p role="status" data-passed hidden><b class="score"></b> {passed}</p>'
        yield f'<p role="status" data-failed hidden><b class="score"></b> {failed}</p>'
        yield f'<p role="alert" data-missing hidden>{escape(say("Choose an answer to each question first."))}</p>'
        yield f"<p><button>{escape(say('Hand in'))}</button></p></form>"
