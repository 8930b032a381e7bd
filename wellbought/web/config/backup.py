"""Keeping everything in one file, and reading it back: into SQLite or PostgreSQL, whichever it came from.

The file is a ZIP: ``manifest.json`` (version, when, which migrations), ``rows.jsonl`` (a row a line), the uploads, and
the secret key, without which second factors cannot be read. It is made from one snapshot of the database while others
go on writing. A file of an older version is read into the tables as they were then, which are then brought up to date.
"""

import json
import os
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from wellbought import __version__
from wellbought.errors import WellboughtError
from wellbought.web.purchases.queries import at_one_moment

FORMAT = 1
#: Rows that are worth nothing on another day.
NOT_KEPT = frozenset({"sessions.session", "background.workerseen"})
#: So many rows are written at once.
BATCH = 500
#: Folders in the home that hold people's files, beside that of the uploads.
FOLDERS = ("evidence",)


class NoBackup(WellboughtError):
    """A file is no backup, or one of a version that this program does not know."""


class NotEmpty(WellboughtError):
    """A backup is read into an empty place alone, so that nothing is overwritten."""

    def __init__(self) -> None:
        super().__init__(
            "There are organisations in this database already. Restore into an empty one: another --home, "
            "or another WELLBOUGHT_DATABASE_URL."
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds."""

    rows: int
    files: int
    version: str


def back_up(target: Path) -> Kept:
    """Write everything to a file, which is complete or not there at all.

    :raises NoBackup: if the file cannot be written there
    """
    if not target.parent.is_dir():
        raise NoBackup(f"There is no folder “{target.parent}”. Make it first.", where=str(target))
    being_made = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        descriptor = os.open(being_made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as opened, zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
            rows = _write_rows(archive)
            files = sum(1 for _ in _write_files(archive))
        being_made.replace(target)
    finally:
        being_made.unlink(missing_ok=True)
    return Kept(rows, files, __version__)


def restore(source: Path) -> Kept:
    """Read a backup into an empty database and bring it up to date.

    :raises NoBackup: if the file is none, or is of a newer version
    :raises NotEmpty: if there are organisations already
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest["format"] != FORMAT:
                raise NoBackup("This backup is of a version that this program does not know.", where=str(source))
            rows, files = _read_all(archive, manifest, source)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise NoBackup(f"This is not a backup that can be read: {error}", where=str(source)) from error
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return Kept(rows, files, str(manifest["version"]))


def _write_rows(archive: zipfile.ZipFile) -> int:
    count = 0
    with at_one_moment():
        loader = MigrationExecutor(connection).loader
        applied = set(loader.applied_migrations)
        newest = {app: name for app, name in loader.graph.leaf_nodes() if (app, name) in applied}
        state = loader.project_state([node for node in loader.graph.leaf_nodes() if node in applied])
        with archive.open("rows.jsonl", "w", force_zip64=True) as rows:
            for model in _models(state.apps):
                fields = list(model._meta.concrete_fields)
                names = [field.attname for field in fields]
                for values in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2000):
                    line = {
                        "table": model._meta.label_lower,
                        "values": dict(zip(names, map(_plain, fields, values), strict=True)),
                    }
                    rows.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
                    count += 1
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "made_at": timezone.now().isoformat(),
        "database": connection.vendor,
        "rows": count,
        "migrations": newest,
    }
    archive.writestr("manifest.json", json.dumps(manifest, indent=2))
    return count


def _read_all(archive: zipfile.ZipFile, manifest: Mapping[str, Any], source: Path) -> tuple[int, int]:
    """Read rows and files, all or nothing; how many of each. The next try writes over the files of one that failed."""
    executor = MigrationExecutor(connection)
    targets = [(app, name) for app, name in manifest["migrations"].items()]
    unknown = [f"{app} {name}" for app, name in targets if (app, name) not in executor.loader.graph.nodes]
    if unknown:
        raise NoBackup(
            f"This backup is of a newer version ({manifest['version']}): update this program first.", where=str(source)
        )
    tables = connection.introspection.table_names()
    if "accounts_organisation" in tables and _any_organisation():
        raise NotEmpty
    executor.migrate(targets)
    apps = MigrationExecutor(connection).loader.project_state(targets).apps
    by_label = {model._meta.label_lower: model for model in _models(apps)}
    with transaction.atomic():
        for model in by_label.values():
            model._base_manager.all()._raw_delete(connection.alias)
        count = 0
        for label, batch in _batches(archive):
            model = by_label[label]
            model._base_manager.bulk_create([_row(model, values) for values in batch])
            count += len(batch)
        if count != manifest["rows"]:
            raise NoBackup("The backup is not whole.", where=str(source))
        _reset_sequences(list(by_label.values()))
        files = _read_files(archive)
    return count, files


def _models(apps: Apps) -> list[type[models.Model]]:
    found = apps.get_models(include_auto_created=True)
    return [one for one in found if one._meta.managed and one._meta.label_lower not in NOT_KEPT]


def _plain(field: Any, value: Any) -> Any:
    """A value as JSON holds it, without loss."""
    if value is None or isinstance(field, models.JSONField) or isinstance(value, bool | int):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _row(model: type[models.Model], values: Mapping[str, Any]) -> models.Model:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: _typed(fields[name], value) for name, value in values.items()})


def _typed(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    target = field.target_field if field.is_relation else field
    return target.to_python(value)


def _batches(archive: zipfile.ZipFile) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    label = ""
    batch: list[Mapping[str, Any]] = []
    with archive.open("rows.jsonl") as rows:
        for line in rows:
            row = json.loads(line)
            if batch and (row["table"] != label or len(batch) >= BATCH):
                yield label, batch
                batch = []
            label = row["table"]
            batch.append(row["values"])
    if batch:
        yield label, batch


def _reset_sequences(found: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)


def _any_organisation() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts_organisation LIMIT 1")
        return cursor.fetchone() is not None


def _write_files(archive: zipfile.ZipFile) -> Iterator[Path]:
    for name, folder in _folders().items():
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{name}/{path.relative_to(folder).as_posix()}")
                yield path
    archive.writestr("secret-key", settings.SECRET_KEY)


def _read_files(archive: zipfile.ZipFile) -> int:
    count = 0
    for entry in archive.infolist():
        name, _slash, rest = entry.filename.partition("/")
        if rest and name in _folders() and not entry.is_dir():
            target = (_folders()[name] / rest).resolve()
            if not target.is_relative_to(_folders()[name].resolve()):
                raise NoBackup(f"The backup holds a file outside its folder: {entry.filename}")
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry) as content, target.open("wb") as opened:
                shutil.copyfileobj(content, opened)
            count += 1
    key = settings.HOME / "secret-key"
    if "WELLBOUGHT_SECRET_KEY" not in os.environ:
        key.write_bytes(archive.read("secret-key"))
        key.chmod(0o600)
    return count


def _folders() -> dict[str, Path]:
    return {"uploads": Path(settings.MEDIA_ROOT), **{name: settings.HOME / name for name in FOLDERS}}
