"""Profiles and JSON to try: what hypothesis draws for the tests of the engine."""

from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st

from wellbought.profile import SHAPES, Fact, FactKind, Profile, Value, impossible_mixes

#: Enough examples to find what is wrong, and no stopwatch: the machine is shared.
thoroughly = settings(
    max_examples=100,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.filter_too_much],
)
briefly = settings(thoroughly, max_examples=25)


def facts_of(key: str, *, places: Sequence[str] = ("eu", "uk")) -> st.SearchStrategy[Fact]:
    """Known values of one fact."""
    shape = SHAPES[key]
    match shape.kind:
        case FactKind.YES_NO:
            return st.booleans()
        case FactKind.CHOICE:
            return st.sampled_from(shape.values)
        case FactKind.CHOICES:
            values = shape.values or places
            return st.lists(
                st.sampled_from(values), min_size=0 if shape.may_be_empty else 1, max_size=3, unique=True
            ).map(tuple)
        case FactKind.VALUE:
            return st.builds(Value, st.decimals(0, 10**9, places=2), st.sampled_from(["EUR", "COP", "JPY"]))


@st.composite
def profiles(draw: st.DrawFn, *, places: Sequence[str] = ("eu", "uk")) -> Profile:
    """Profiles of which some facts are known, none of them at odds."""
    known = draw(st.lists(st.sampled_from(list(SHAPES)), unique=True, max_size=len(SHAPES)))
    profile = Profile().with_facts({key: draw(facts_of(key, places=places)) for key in known})
    assume(not impossible_mixes(profile))
    return profile


def anything_in_json() -> st.SearchStrategy[object]:
    """Any JSON value, the odd numbers included that Python reads."""
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(max_size=20)
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from([*SHAPES, "amount", "currency", ""]) | st.text(max_size=8), inner, max_size=4
            )
        ),
        max_leaves=12,
    )
