"""A webinar as a video: slides as still pictures, a synthetic voice, captions in the file and beside it.

Two free programs do the work, espeak-ng and ffmpeg; who makes no videos needs neither.
"""

import shutil
import subprocess
import tempfile
import wave
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wellbought.errors import WellboughtError
from wellbought.learning.webinar import PAUSE, Script, Spoken, as_srt, as_vtt, captions

#: Pictures a second: nothing moves, so few will do, and players can still seek.
RATE: Final = 5
#: Words a minute of the synthetic voice.
SPEED: Final = 140
#: Two slides are made at a time, one for each core of a small machine.
AT_A_TIME: Final = 2
#: The synthetic voice of each language, and the three letters that video files name it by.
VOICES: Final = {"en": ("en-gb", "eng"), "es": ("es", "spa"), "fr": ("fr-fr", "fra"), "ar": ("ar", "ara")}
_PNG: Final = b"\x89PNG"
#: Seconds after which a program that does not end is stopped.
LONGEST: Final = 600
_PROGRAMS: Final = {"ffmpeg": "ffmpeg", "espeak-ng": "espeak-ng"}


class ProgramMissing(WellboughtError):
    """A program that makes videos is not installed."""

    def __init__(self, program: str) -> None:
        super().__init__(f"Videos need {program}. On Debian: apt-get install {_PROGRAMS[program]}.")


class VideoNotMade(WellboughtError):
    """A program refused; its own words tell why."""


@dataclass(frozen=True, slots=True)
class Video:
    """A video.

    :ivar content: the MP4 file, with captions in it
    :ivar vtt: the same captions as WebVTT
    :ivar seconds: how long it is
    """

    content: bytes
    vtt: str
    seconds: float


def make_video(script: Script, pictures: Sequence[bytes]) -> Video:
    """Make the video of a webinar.

    :param pictures: for each slide a PNG of the same size
    :raises ProgramMissing: if ffmpeg or espeak-ng is not installed
    :raises VideoNotMade: if one of them refuses
    """
    programs = {name: shutil.which(name) for name in _PROGRAMS}
    for name, found in programs.items():
        if found is None:
            raise ProgramMissing(name)
    ffmpeg, voice = str(programs["ffmpeg"]), str(programs["espeak-ng"])
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)

        def make(number: int) -> float:
            if not pictures[number].startswith(_PNG):
                # ffmpeg would read it again and again.
                raise VideoNotMade(f"The picture of slide {number + 1} is not a PNG file.")
            seconds = _speak(voice, script.spoken[number], script.language, work / f"{number}.wav")
            (work / f"{number}.png").write_bytes(pictures[number])
            _film(ffmpeg, work, number, seconds)
            return seconds

        with ThreadPoolExecutor(AT_A_TIME) as pool:
            durations = tuple(pool.map(make, range(len(script.spoken))))
        shown = captions(script.spoken, durations)
        (work / "captions.srt").write_text(as_srt(shown), encoding="utf-8")
        content = _joined(ffmpeg, work, script, durations)
    return Video(content, as_vtt(shown, language=script.language), sum(durations))


def _speak(voice: str, spoken: Spoken, language: str, path: Path) -> float:
    """Say a slide's words into a file, rest a moment, and tell how long it takes: a whole number of pictures."""
    named = VOICES.get(language, VOICES["en"])[0]
    if getattr(spoken.slide.notes, "fallback_lang", ""):
        named = VOICES["en"][0]
    _run([voice, "-v", named, "-s", str(SPEED), "-w", str(path), "--stdin"], given=spoken.text)
    with wave.open(str(path), "rb") as sound:
        seconds = sound.getnframes() / sound.getframerate() + PAUSE
    return -(-seconds * RATE // 1) / RATE


def _film(ffmpeg: str, work: Path, number: int, seconds: float) -> None:
    """One slide with its sound. Sound is put to the length of the picture, so that captions stay in step."""
    quiet = ["-hide_banner", "-loglevel", "error", "-nostdin", "-y"]
    still = ["-loop", "1", "-framerate", str(RATE), "-i", f"{number}.png"]
    picture = [
        "-c:v", "libx264", "-preset", "ultrafast", "-tune", "stillimage", "-crf", "26", "-pix_fmt", "yuv420p",
        "-threads", "1", "-g", str(RATE * 10),
    ]  # fmt: skip
    sound = ["-af", "apad", "-c:a", "aac", "-b:a", "64k", "-ar", "44100", "-ac", "1"]
    _run(
        [ffmpeg, *quiet, *still, "-i", f"{number}.wav", *picture, *sound, "-t", f"{seconds:.3f}", f"{number}.ts"],
        inside=work,
    )


def _joined(ffmpeg: str, work: Path, script: Script, durations: Sequence[float]) -> bytes:
    """All slides in one file, with captions and chapters."""
    language = VOICES.get(script.language, VOICES["en"])[1]
    (work / "list.txt").write_text("".join(f"file '{n}.ts'\n" for n in range(len(durations))), encoding="utf-8")
    (work / "chapters.txt").write_text(_chapters(script, durations), encoding="utf-8")
    command = [
        ffmpeg, "-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-f", "concat", "-i", "list.txt",
        "-i", "captions.srt", "-i", "chapters.txt", "-map", "0:v", "-map", "0:a", "-map", "1:s", "-map_metadata", "2",
        "-c:v", "copy", "-c:a", "copy", "-bsf:a", "aac_adtstoasc", "-c:s", "mov_text",
        "-metadata:s:s:0", f"language={language}", "-metadata:s:a:0", f"language={language}",
        "-disposition:s:0", "default", "-movflags", "+faststart", "made.mp4",
    ]  # fmt: skip
    _run(command, inside=work)
    return (work / "made.mp4").read_bytes()


def _chapters(script: Script, durations: Sequence[float]) -> str:
    lines = [";FFMETADATA1", f"title={_plain(script.title)}", "artist=Wellbought"]
    begins = 0.0
    for title, spoken in script.parts:
        first = script.spoken.index(spoken[0])
        ends = begins + sum(durations[first : first + len(spoken)])
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={round(begins * 1000)}", f"END={round(ends * 1000)}"]
        lines.append(f"title={_plain(title)}")
        begins = ends
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Text for a file of metadata, in which some signs mean something."""
    return "".join(f"\\{sign}" if sign in "=;#\\" else sign for sign in text.replace("\n", " "))


def _run(command: Sequence[str], *, given: str = "", inside: Path | None = None) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - programs found by name, arguments of our own
            command, input=given.encode(), cwd=inside, capture_output=True, check=False, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        raise VideoNotMade(f"The video could not be made: {Path(command[0]).name} did not end.") from None
    if done.returncode:
        raise VideoNotMade(f"The video could not be made: {done.stderr.decode(errors='replace').strip()[-400:]}")
