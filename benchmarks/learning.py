"""Slides and the webinar: how long a deck takes, and how much faster than it plays a video is made."""

import sys
import time
from dataclasses import replace
from datetime import date

from wellbought.cli.learn import pictures_of
from wellbought.documents.learning.deck import deck_file, write_deck
from wellbought.documents.learning.video import make_video
from wellbought.learning.deck import Wish, choose_deck
from wellbought.learning.webinar import script_of
from wellbought.pack.kinds import Webinar
from wellbought.pack.read import load_pack

ON = date(2026, 11, 23)
SLIDES = 10
DECK_TARGET, VIDEO_TARGET = 3, 4


def main() -> int:
    began = time.perf_counter()
    pack = load_pack()
    deck = choose_deck(pack, Wish(45, place="eu"), on=ON)
    content = write_deck(deck_file(deck, pack, on=ON), "pptx")
    first = time.perf_counter() - began
    began = time.perf_counter()
    write_deck(deck_file(choose_deck(pack, Wish(45), on=ON), pack, on=ON), "pptx")
    again = time.perf_counter() - began
    print(f"A 45-minute deck of {len(deck.slides)} slides, pack and libraries loaded too: {first:.2f} s (target 3 s)")
    print(f"The next deck: {again:.2f} s, {len(content) / 1000:.0f} kB")
    script = script_of(pack.all(Webinar)[0], pack)
    short = replace(script, spoken=script.spoken[:SLIDES])
    began = time.perf_counter()
    video = make_video(short, pictures_of(short, pack, on=ON))
    took = time.perf_counter() - began
    ratio = video.seconds / took
    print(
        f"{SLIDES} slides of the webinar: {video.seconds:.0f} s of video in {took:.0f} s, {ratio:.1f} times (target 4)"
    )
    return 0 if first <= DECK_TARGET and ratio >= VIDEO_TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
