"""Decisions are chained: whatever is altered, removed or inserted shows. Mentions, differences, calendars."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from wellbought.cli import run
from wellbought.documents.calendar import DayUnknown, invitation
from wellbought.purchase import Decision, DecisionKind, Meeting, verify
from wellbought.purchase.decisions import (
    NOTHING_BEFORE,
    ChainFault,
    DecisionUnreadable,
    FaultKind,
    decisions_from_json,
)
from wellbought.purchase.differences import Mark, differences
from wellbought.purchase.mentions import handles, mentioned
from wellbought.vocabulary import Role

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def chain(length: int) -> tuple[Decision, ...]:
    made: list[Decision] = []
    for number in range(1, length + 1):
        one = Decision(
            purchase="k2j4h5",
            number=number,
            kind=DecisionKind.CHOICE,
            title=f"Decision {number}",
            chosen="A call-off",
            alternatives=("A tender", "Nothing"),
            reasons="It is cheaper: “much” so, añadió.",
            by="Amara Diallo",
            role=Role.PROCUREMENT,
            at=AT + timedelta(hours=number),
            previous=made[-1].seal if made else NOTHING_BEFORE,
        )
        made.append(replace(one, seal=one.expected_seal()))
    return tuple(made)


def kinds(faults: tuple[ChainFault, ...]) -> set[FaultKind]:
    return {fault.kind for fault in faults}


def test_an_untouched_chain_holds() -> None:
    assert verify(chain(5)) == ()
    assert verify(()) == ()


@given(st.integers(0, 4), st.sampled_from(["title", "chosen", "reasons", "by", "question"]), st.text(min_size=1))
def test_any_altered_word_shows(place: int, field: str, text: str) -> None:
    decisions = list(chain(5))
    before: str = getattr(decisions[place], field)
    decisions[place] = replace(decisions[place], **{field: before + text})  # type: ignore[arg-type]

    assert ChainFault(place + 1, FaultKind.CONTENT) in verify(decisions)


def test_whoever_seals_an_altered_decision_anew_breaks_the_next() -> None:
    decisions = list(chain(3))
    altered = replace(decisions[1], chosen="A tender")
    decisions[1] = replace(altered, seal=altered.expected_seal())

    assert verify(decisions) == (ChainFault(3, FaultKind.LINK),)


def test_a_removed_decision_shows() -> None:
    first, _, third = chain(3)

    assert FaultKind.LINK in kinds(verify((first, third)))


def test_missing_newest_decisions_show_beside_a_noted_seal() -> None:
    decisions = chain(3)

    assert verify(decisions[:2]) == ()
    assert kinds(verify(decisions[:2], newest_seal=decisions[2].seal)) == {FaultKind.END}


def test_the_seal_does_not_depend_on_the_time_zone() -> None:
    (one,) = chain(1)
    elsewhere = replace(one, at=one.at.astimezone(timezone(timedelta(hours=9))))

    assert elsewhere.expected_seal() == one.seal


def test_decisions_come_back_from_json_as_they_were() -> None:
    decisions = chain(3)

    back = decisions_from_json(json.loads(json.dumps([one.as_json() for one in decisions])))

    assert back == decisions


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda one: one.pop("reasons"), "lacks “reasons”"),
        (lambda one: one.update(kind="whim"), "cannot"),
        (lambda one: one.update(at="yesterday"), "cannot"),
    ],
)
def test_what_is_no_decision_is_refused_with_its_place(spoil: Callable[[dict[str, Any]], object], said: str) -> None:
    raw = [dict(one.as_json()) for one in chain(2)]
    spoil(raw[1])

    with pytest.raises(DecisionUnreadable, match=said) as refused:
        decisions_from_json(raw)

    assert refused.value.where == "decisions[1]"


def test_the_command_proves_a_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "record.json"
    raw = [dict(one.as_json()) for one in chain(2)]
    record.write_text(json.dumps({"decisions": raw}), encoding="utf-8")

    whole = run(["verify", str(record)])
    raw[0]["chosen"] = "Something else"
    record.write_text(json.dumps({"decisions": raw}), encoding="utf-8")
    altered = run(["verify", str(record)])

    assert (whole, altered) == (0, 1)
    assert "decision 1 was altered" in capsys.readouterr().out


# Mentions


TEAM = {1: "Amara Diallo", 2: "Tom Birch", 3: "Inés Ortega", 4: "Tom Reed"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Amara, can you?", (1,)),
        ("@amara diallo and @INES", (1, 3)),
        ("@Tom", ()),
        ("@Tom Reed then @Tom Birch", (4, 2)),
        ("write to tom@amara.example", ()),
        ("@Amaranth", ()),
        ("@Amara @Amara", (1,)),
    ],
)
def test_who_is_mentioned(text: str, found: tuple[int, ...]) -> None:
    assert mentioned(text, TEAM) == found


def test_those_who_share_a_first_name_are_called_in_full() -> None:
    assert handles(TEAM.values()) == ("@Amara", "@Tom Birch", "@Inés", "@Tom Reed")


@given(st.text(), st.text())
def test_differences_hold_both_texts(before: str, after: str) -> None:
    pieces = differences(before, after)

    new = "".join(piece.text for piece in pieces if piece.mark is not Mark.GONE)
    assert new == after
    old = "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED)
    assert old.split() == before.split()


# Calendars


def test_an_invitation_can_be_read_by_calendars() -> None:
    meeting = Meeting("k1", "Kick-off: notes; minutes, and more", (), starts_at=AT, minutes_long=75, place="Room 2")

    made = invitation(meeting, ["What problem?", "Whose data?"], url="https://x.example/m", stamp=AT)

    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert str(event["summary"]) == meeting.title
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=75)
    assert "2. Whose data?" in str(event["description"])


def test_a_meeting_without_a_day_has_no_invitation() -> None:
    with pytest.raises(DayUnknown):
        invitation(Meeting("k1", "Kick-off", ()), [], url="", stamp=AT)
