"""Makes the drafts of the governance kit from an organisation's choices, and the rules that its limits become."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

from wellbought.documents.assemble import link_maker, note_on_language, paper_for
from wellbought.documents.blocks import Document
from wellbought.documents.markdown import Values, parse
from wellbought.documents.template import KindUnknown, all_kinds, read_template, render
from wellbought.documents.text import one_line
from wellbought.documents.words import Words
from wellbought.governance import Kit
from wellbought.pack.kinds import KitChoice, KitOption
from wellbought.pack.own import OwnItem
from wellbought.pack.read import Pack
from wellbought.pack.translate import in_language

#: The facts on which a purchase leaves the fast lane, by the option that says so.
LEAVES_THE_LANE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "personal-data": "personal_data",
        "public-facing": "public_facing",
        "acts-alone": "'agentic' in ai_type",
        "vendor-learns": "vendor_trains_on_data",
        "priced-by-use": "pricing == 'usage'",
        "for-everyone": "scale == 'organisation' || scale == 'population'",
    }
)
#: How the ids of all that the kit brings begin, so that it can be told from what people wrote themselves.
KIT_PREFIX: Final = "kit-"
#: The policy that the rules of the fast lane rest on.
FAST_LANE: Final = "kit-fast-lane"
_DAYS: Final = MappingProxyType({"three": 3, "five": 5, "ten": 10})
_MONTHS: Final = MappingProxyType({"six-months": 6, "a-year": 12})


def kit_kinds(pack: Pack) -> tuple[str, ...]:
    """The drafts of the kit, in the order in which they are best read."""
    found = [(read_template(kind, pack).card, kind) for kind in all_kinds(pack)]
    order = {"ai-policy": 0, "acceptable-use": 1, "review-board": 2, "intake-form": 3, "fast-lane": 4}
    kinds = [kind for card, kind in found if card.about == "governance"]
    return tuple(sorted(kinds, key=lambda kind: (order.get(kind, len(order)), kind)))


def kit_document(kind: str, kit: Kit, pack: Pack, *, on: date, language: str) -> Document:
    """Make one draft.

    :param pack: in any language; the draft is in ``language`` whichever it was
    :raises KindUnknown: if the kit has no such draft
    :raises LanguageUnknown: if the product does not speak the language
    """
    pack = in_language(pack, language)
    if kind not in kit_kinds(pack):
        raise KindUnknown(kind, kit_kinds(pack))
    words = Words(pack, kind)
    values = Values(right_to_left=words.right_to_left)
    template = read_template(kind, pack)
    buyer = one_line(kit.organisation) or words.say("Our organisation")
    context = {**_context(kit, pack, words, on, buyer), "link": link_maker(values)}
    blocks = parse(render(template, pack, values, context), values)
    card = template.card
    status = words.say(card.status)
    return Document(
        kind=kind,
        title=words.say(card.title),
        subtitle=buyer,
        file_name=card.file,
        description=words.say(card.description),
        language=language,
        made_on=on,
        buyer=buyer,
        status=status,
        cover=(
            (words.say("Organisation"), buyer),
            (words.say("Date"), words.day(on)),
            (words.say("Status"), status),
            (words.say("Made with"), words.say("Wellbought guidance %(version)s", version=pack.version)),
        ),
        blocks=blocks + note_on_language(words, values),
        furniture=words.furniture(),
        contents=card.contents,
        right_to_left=words.right_to_left,
        paper=paper_for(()),
        data=kit.as_json(),
    )


def _context(kit: Kit, pack: Pack, words: Words, on: date, buyer: str) -> dict[str, object]:
    """All that a draft's template may use."""
    return {
        "_": words.say,
        "words": words,
        "kit": kit,
        "buyer": buyer,
        "on": on,
        "options": lambda choice: kit.options(choice, pack),
        "option": lambda choice: _first(kit, choice, pack),
        "asked": lambda choice: pack.get(KitChoice, choice),
        "small": kit.size in ("tiny", "small"),
        "days": _DAYS[kit.chosen["fast-days"][0]],
        "months": _MONTHS[kit.chosen["review"][0]],
        "limit": words.money(kit.limit) if kit.limit else "",
        "review_on": words.day(_later(on, _MONTHS[kit.chosen["review"][0]])),
    }


def _first(kit: Kit, choice: str, pack: Pack) -> KitOption:
    return kit.options(choice, pack)[0]


def _later(on: date, months: int) -> date:
    """The first day of a month, so many months later."""
    place = on.month - 1 + months
    return date(on.year + place // 12, place % 12 + 1, 1)


def limit_items(kit: Kit, pack: Pack, *, on: date) -> tuple[OwnItem, ...]:
    """The limits of the fast lane and the signatures, as items of the organisation's own pack.

    :param pack: in the language in which the organisation writes
    """
    words = Words(pack, "fast-lane")
    say = words.say
    items = [_policy(kit, pack, words, on)]
    for option in kit.options("fast-out", pack):
        rule = {
            "when": LEAVES_THE_LANE[option.value],
            "effect": {"route": "standard"},
            "because": say("It leaves our fast lane: %(limit)s. %(why)s", limit=option.label, why=option.because),
            "sources": [FAST_LANE],
        }
        items.append(OwnItem("rule", f"kit-fast-lane-{option.value}", rule))
    if kit.limit is not None:
        amount = f"{kit.limit.amount.normalize():f}"
        amount = amount if "." in amount else f"{amount}.0"
        when = f"(estimated_value.currency == '{kit.limit.currency}' && estimated_value.amount >= {amount})"
        because = say("It leaves our fast lane: its value reaches %(limit)s.", limit=words.money(kit.limit))
        fields = {"when": when, "effect": {"route": "standard"}, "because": because, "sources": [FAST_LANE]}
        items.append(OwnItem("rule", "kit-fast-lane-value", fields))
    return (*items, *_approvals(kit, pack, say))


def _policy(kit: Kit, pack: Pack, words: Words, on: date) -> OwnItem:
    say = words.say
    outs = "\n".join(f"- {option.label}" for option in kit.options("fast-out", pack))
    text = say("A purchase leaves the lane as soon as one of these is so:") + "\n" + outs
    if kit.limit is not None:
        text += "\n- " + say("its value reaches %(limit)s", limit=words.money(kit.limit))
    review = _later(on, _MONTHS[kit.chosen["review"][0]])
    fields = {
        "title": say("Our fast lane for low-risk AI"),
        "what": say(
            "A low-risk purchase gets an answer within %(days)s working days, if all its questions are settled.",
            days=_DAYS[kit.chosen["fast-days"][0]],
        ),
        "text": text,
        "owner": kit.chosen["fast-signer"][0],
        "review_on": review.isoformat(),
        "stages": ["need", "contract"],
        "tiers": ["low"],
    }
    return OwnItem("policy", FAST_LANE, fields)


def _approvals(kit: Kit, pack: Pack, say: Callable[..., str]) -> tuple[OwnItem, ...]:
    signer = kit.options("fast-signer", pack)[0]
    approval = partial(OwnItem, "approval")
    made = [
        approval(
            "kit-signs-every-contract",
            {"role": signer.value, "stages": ["contract"], "because": signer.because, "policy": FAST_LANE},
        )
    ]
    high = kit.options("high-signer", pack)[0]
    roles = ("leadership", "legal") if high.value == "leadership-and-legal" else ("leadership",)
    for role in roles:
        fields: dict[str, object] = {
            "role": role,
            "tier_from": "high",
            "stages": ["strategy", "contract"],
            "because": high.because,
        }
        made.append(approval(f"kit-{role}-signs-high-risk", fields))
    if kit.limit is not None and signer.value != "procurement":
        because = say("Above the limit of the fast lane, procurement signs the contract too.")
        worth = {"amount": f"{kit.limit.amount:f}", "currency": kit.limit.currency}
        above = {"role": "procurement", "stages": ["contract"], "value_from": worth, "because": because}
        made.append(approval("kit-procurement-signs-above-the-limit", above))
    return tuple(made)
