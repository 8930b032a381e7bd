"""A course as a package for learning systems: SCORM 1.2 or cmi5 (xAPI)."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from wellbought.documents.learning.course_page import course_page
from wellbought.errors import WellboughtError
from wellbought.pack.kinds import Course
from wellbought.pack.read import Pack

PLAYER: Final = Path(__file__).with_name("player")
#: The standards, with the script of each that speaks to a learning system.
STANDARDS: Final[Mapping[str, str]] = MappingProxyType({"scorm": "scorm.js", "cmi5": "cmi5.js"})
PAGE: Final = "index.html"
_EARLIEST: Final = 1980


class StandardUnknown(WellboughtError):
    """Courses are not packed for that standard."""

    def __init__(self, standard: str) -> None:
        super().__init__(f"Courses are not packed as “{standard}”. Use one of: {', '.join(STANDARDS)}.")


def package(course: Course, pack: Pack, standard: str, *, on: date, site: str = "") -> bytes:
    """The course as a zip. The same course on the same day gives the same bytes.

    :param pack: in the language of the course
    :param standard: ``scorm`` for SCORM 1.2, ``cmi5``
    :param site: where the guidance can be read; see :func:`wellbought.documents.learning.course_page.course_page`
    :raises StandardUnknown: if there is no such standard
    """
    if standard not in STANDARDS:
        raise StandardUnknown(standard)
    script = STANDARDS[standard]
    page = course_page(course, pack, on=on, scripts=(script, "course.js"), site=site)
    files = {PAGE: page, **{name: (PLAYER / name).read_bytes() for name in ("course.css", "course.js", script)}}
    if standard == "scorm":
        files["imsmanifest.xml"] = _manifest(course, pack, tuple(files)).encode()
    else:
        files["cmi5.xml"] = _structure(course, pack).encode()
    return _zipped(files, on)


def _zipped(files: Mapping[str, bytes], on: date) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (max(on.year, _EARLIEST), on.month, on.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return kept.getvalue()


def _manifest(course: Course, pack: Pack, files: tuple[str, ...]) -> str:
    listed = "\n      ".join(f"<file href={quoteattr(name)}/>" for name in files)
    name = f"wellbought.{course.id}.{pack.language}"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier={quoteattr(name)} version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
    http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="course">
    <organization identifier="course">
      <title>{escape(course.title)}</title>
      <item identifier="item" identifierref="page" isvisible="true">
        <title>{escape(course.title)}</title>
        <adlcp:masteryscore>{course.passing}</adlcp:masteryscore>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="{PAGE}">
      {listed}
    </resource>
  </resources>
</manifest>
"""


def _structure(course: Course, pack: Pack) -> str:
    language = quoteattr(pack.language)
    base = f"urn:wellbought:{course.id}:{pack.language}"
    title = f"<title><langstring lang={language}>{escape(course.title)}</langstring></title>"
    what = f"<description><langstring lang={language}>{escape(course.what)}</langstring></description>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id={quoteattr(base)}>{title}{what}</course>
  <au id={quoteattr(base + ":page")} moveOn="CompletedAndPassed" masteryScore="{course.passing / 100:g}"
    launchMethod="AnyWindow">
    {title}{what}<url>{PAGE}</url>
  </au>
</courseStructure>
"""
