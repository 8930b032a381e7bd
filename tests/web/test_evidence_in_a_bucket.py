"""Evidence in an S3-compatible store: the same upload, download and refusals as in a folder."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import Storage, storages

from tests.web.bucket import KEY, REGION, SECRET, bucket_store
from tests.web.conftest import People, signed_in
from tests.web.test_evidence import upload
from wellbought.web.config.evidence import evidence_store
from wellbought.web.purchases.models import Evidence, Purchase

pytestmark = pytest.mark.django_db


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A store that is running, and its key in the environment."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_S3_ADDRESSING_STYLE": "path",
        "AWS_MAX_ATTEMPTS": "1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    with bucket_store() as store:
        yield store


@pytest.fixture
def kept_there(bucket: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """Have evidence kept in it."""
    return keep_in(bucket, tmp_path, monkeypatch)


def keep_in(bucket: Any, folder: Any, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """Have evidence kept in a bucket, with the key that the environment holds now."""
    store: Storage = storages.create_storage(evidence_store("evidence", bucket.address, folder))
    monkeypatch.setattr(Evidence._meta.get_field("file"), "storage", store)
    return store


def test_a_file_goes_into_the_bucket_and_comes_out_as_it_was(
    people: People, purchase: Purchase, bucket: Any, kept_there: Storage
) -> None:
    client = signed_in(people.amara)

    upload(client, purchase, "figures.txt", b"all the figures")
    kept = Evidence.objects.get()
    response = client.get(f"/en/purchases/{purchase.key}/evidence/{kept.key}/")

    assert b"all the figures" in bucket.objects.values()
    assert b"".join(response.streaming_content) == b"all the figures"  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment")


def test_a_file_is_deleted_from_the_bucket(bucket: Any, kept_there: Storage) -> None:
    from django.core.files.base import ContentFile

    name = kept_there.save("one/file", ContentFile(b"words"))
    there_before = kept_there.exists(name)

    kept_there.delete(name)

    assert there_before
    assert bucket.objects == {}


def test_a_wrong_key_keeps_nothing_and_says_so(
    people: People, purchase: Purchase, bucket: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not the secret")
    keep_in(bucket, tmp_path, monkeypatch)

    response = upload(signed_in(people.amara), purchase, "figures.txt", b"all the figures")

    assert response.status_code == 422
    assert "could not be kept" in response.content.decode()
    assert not Evidence.objects.exists()
    assert bucket.objects == {}
    assert bucket.refused
