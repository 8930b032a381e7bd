"""A meeting as an entry for calendars (iCalendar, RFC 5545)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from wellbought.errors import WellboughtError
from wellbought.purchase import Meeting


class DayUnknown(WellboughtError):
    """A meeting without a day cannot stand in a calendar."""


def invitation(meeting: Meeting, questions: Sequence[str], *, url: str, stamp: datetime) -> bytes:
    """The entry of a meeting, with its questions and the way to its page.

    :param stamp: when it was made
    :raises DayUnknown: if the meeting has no day yet
    """
    if meeting.starts_at is None:
        raise DayUnknown("Say first when the meeting begins.")
    event = Event()
    event.add("uid", f"{meeting.key}@wellbought")
    event.add("dtstamp", stamp)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + timedelta(minutes=meeting.minutes_long))
    event.add("summary", meeting.title)
    if meeting.place:
        event.add("location", meeting.place)
    numbered = [f"{place}. {question}" for place, question in enumerate(questions, start=1)]
    event.add("description", "\n".join([*numbered, "", url]))
    event.add("url", url)
    calendar = Calendar()
    calendar.add("prodid", "-//Wellbought//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
