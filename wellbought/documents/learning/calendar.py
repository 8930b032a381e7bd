"""A training day as a calendar file: one event with its agenda, and one for each part."""

import hashlib
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from wellbought.documents.learning.training import KIND, entry_title
from wellbought.documents.text import one_line
from wellbought.documents.words import Words
from wellbought.learning.agenda import Training
from wellbought.pack.read import Pack

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"


def training_calendar(
    training: Training, pack: Pack, *, made_at: datetime, place: str = "", title: str = "", zone: str = ""
) -> bytes:
    """The training as iCalendar.

    :param made_at: when the file was made
    :param place: where the training is
    :param zone: the time zone of its times, such as ``Europe/Madrid``; times of the reader's own if left out
    """
    words = Words(pack, KIND)
    name = one_line(title) or words.say("Training: buying AI well")
    calendar = Calendar()
    calendar.add("prodid", "-//Wellbought//Training//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    lines = [f"{entry.begins_at:%H:%M} {entry_title(entry, words)}" for entry in training.entries]
    seed = f"{name}|{training.wish}"
    parts = [(training.wish.begins_at, training.ends_at, name, "\n".join(lines))]
    parts += [
        (entry.begins_at, entry.ends_at, f"{name}: {entry_title(entry, words)}", str(entry.session.what))
        for entry in training.entries
        if entry.session
    ]
    for number, (begins_at, ends_at, summary, description) in enumerate(parts):
        event = Event()
        event.add("uid", f"{hashlib.sha256(f'{seed}|{number}'.encode()).hexdigest()[:32]}@wellbought")
        event.add("dtstamp", made_at.astimezone(UTC))
        event.add("dtstart", _in_zone(begins_at, zone))
        event.add("dtend", _in_zone(ends_at, zone))
        event["summary"] = vText(summary)
        event["description"] = vText(description)
        if number:
            event.add("transp", "TRANSPARENT")
        if place:
            event["location"] = vText(one_line(place))
        calendar.add_component(event)
    if zone:
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _in_zone(at: datetime, zone: str) -> datetime:
    return at.replace(tzinfo=ZoneInfo(zone)) if zone else at.replace(tzinfo=None)
