"""A diagram has what it draws."""

from collections.abc import Iterator

from wellbought.pack.files import PackFault
from wellbought.pack.kinds import Diagram
from wellbought.pack.proofs.telling import each, fault
from wellbought.pack.read import Pack

#: What each way of drawing cannot do without.
NEEDED: dict[str, tuple[str, ...]] = {
    "steps": ("steps",),
    "choices": ("steps", "otherwise", "words_yes", "words_no"),
    "involvement": (),
    "curves": ("curves", "most_units", "axis_units", "axis_cost"),
}


@each(Diagram)
def diagrams(pack: Pack, diagram: Diagram) -> Iterator[PackFault]:
    """Nothing that is drawn is missing."""
    lacking = [field for field in NEEDED[diagram.draws] if not getattr(diagram, field)]
    if lacking:
        message = f"A diagram that draws {diagram.draws} needs: {', '.join(lacking)}."
        yield fault(pack, diagram, message, "draws")
