"""Where the files of evidence lie: a folder, or an S3-compatible store."""

from pathlib import Path
from typing import Any


def evidence_store(bucket: str, endpoint: str, folder: Path) -> dict[str, Any]:
    """An entry of Django's ``STORAGES``. The store's keys come from the environment, as boto3 reads it.

    :param bucket: the name of a bucket; empty for the folder
    :param endpoint: the store's address; empty for Amazon's own
    """
    if not bucket:
        options: dict[str, Any] = {"location": folder, "base_url": None, "file_permissions_mode": 0o600}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    options = {"bucket_name": bucket, "default_acl": "private", "querystring_auth": True, "file_overwrite": False}
    if endpoint:
        options["endpoint_url"] = endpoint
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
