"""Where do the bytes of files lie? In the data folder beside SQLite, in the database where several hosts share it."""

from django.db import connection

from warmline.files.stores.database import DatabaseStore
from warmline.files.stores.folder import FolderStore
from warmline.files.stores.store import Store


def store() -> Store:
    return DatabaseStore() if connection.vendor == "postgresql" else FolderStore()
