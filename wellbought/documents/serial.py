"""A document as JSON values."""

from wellbought.documents.blocks import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    Document,
    Facts,
    Heading,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Runs,
    Scale,
    Table,
)

Json = dict[str, object]


def document_as_json(document: Document) -> Json:
    """All of a document but the data and sheets behind it."""
    return {
        "kind": document.kind,
        "title": document.title,
        "subtitle": document.subtitle,
        "description": document.description,
        "language": document.language,
        "right_to_left": document.right_to_left,
        "made_on": document.made_on.isoformat(),
        "buyer": document.buyer,
        "status": document.status,
        "cover": [{"name": name, "value": value} for name, value in document.cover],
        "blocks": [block_as_json(block) for block in document.blocks],
    }


def block_as_json(block: Block) -> Json:  # noqa: C901, PLR0911 one case for each block
    """One block, with its ``type``; text is a list of runs, each with the looks it has."""
    match block:
        case Heading():
            return {"type": "heading", "level": block.level, "text": _runs(block.runs), "anchor": block.anchor}
        case Paragraph():
            anchored = {"anchor": block.anchor} if block.anchor else {}
            return {"type": "paragraph", "text": _runs(block.runs), **anchored}
        case BulletList():
            return {"type": "bullets", "items": [_item(item) for item in block.items]}
        case NumberedList():
            return {"type": "numbers", "start": block.start, "items": [_item(item) for item in block.items]}
        case Table():
            return {
                "type": "table",
                "caption": block.caption,
                "widths": list(block.widths),
                "right": list(block.right),
                "header": [_runs(cell) for cell in block.header],
                "rows": [[_runs(cell) for cell in row] for row in block.rows],
            }
        case Facts():
            entries = [{"name": _runs(name), "value": _runs(value)} for name, value in block.entries]
            return {"type": "facts", "caption": block.caption, "entries": entries}
        case Callout():
            blocks = [block_as_json(inner) for inner in block.blocks]
            return {"type": "callout", "tone": block.tone, "title": _runs(block.title), "blocks": blocks}
        case Scale():
            steps = [{"label": step.label, "mark": step.mark} for step in block.steps]
            return {"type": "scale", "alt": block.alt, "steps": steps}
        case Picture():
            return {"type": "picture", "alt": block.alt, "svg": block.svg, "caption": block.caption}
        case AnswerSpace():
            return {"type": "answer", "lines": block.lines, "label": block.label}
        case PageBreak():
            return {"type": "page-break"}


def _item(item: ListItem) -> Json:
    blocks = [block_as_json(block) for block in item.blocks]
    return {"blocks": blocks} if item.ticked is None else {"blocks": blocks, "ticked": item.ticked}


def _runs(runs: Runs) -> list[Json]:
    return [_run(run) for run in runs]


def _run(run: Run) -> Json:
    looks = {
        "strong": run.strong,
        "emphasis": run.emphasis,
        "code": run.code,
        "link": run.link,
        "language": run.language,
    }
    return {"text": run.text, **{look: value for look, value in looks.items() if value}}
