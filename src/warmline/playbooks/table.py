"""What does this TOML table say under a key, and is it of the right kind?"""

import re
from collections.abc import Sequence
from datetime import date, time

from warmline.playbooks.errors import PlaybookError

EMAIL = re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.example")


class Table:
    """A TOML table that knows where it stands, so that each complaint names its file and key.

    Reading a key ticks it off; `done()` complains about keys that nobody asked for, since those are
    misspelled ones.
    """

    def __init__(self, file: str, where: str, values: object) -> None:
        self.file = file
        self.where = where
        if not isinstance(values, dict):
            raise PlaybookError(file, where, "must be a table")
        self._values: dict[str, object] = values
        self._read: set[str] = set()

    def text(self, key: str, default: str | None = None) -> str:
        """The text under `key`, stripped; must not be empty unless a default is given."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "must be a text in quotes")
        if default is None and not value.strip():
            raise self.wrong(key, "must not be empty")
        return value.strip()

    def choice(self, key: str, options: Sequence[str], default: str | None = None) -> str:
        """The text under `key`, one of `options`."""
        value = self.text(key, default)
        if value not in options:
            raise self.wrong(key, f"is '{value}', must be one of {', '.join(options).lstrip(', ')}")
        return value

    def email(self, key: str) -> str:
        """An address that cannot belong to anybody: under .example (RFC 2606)."""
        value = self.text(key)
        if not EMAIL.fullmatch(value):
            raise self.wrong(key, f"is '{value}', must be a lower-case address that ends in .example")
        return value

    def number(self, key: str, default: int | None = None, least: int | None = None) -> int:
        """The whole number under `key`, at least `least`."""
        value = self._value(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(key, "must be a whole number")
        if least is not None and value < least:
            raise self.wrong(key, f"is {value}, must be at least {least}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false under `key`."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def day(self, key: str) -> date:
        """The day under `key`, written "2026-12-25"."""
        try:
            return date.fromisoformat(self.text(key))
        except ValueError as error:
            raise self.wrong(key, 'must be a day like "2026-12-25"') from error

    def clock(self, key: str) -> time:
        """The time of day under `key`, written "08:00"."""
        try:
            return time.fromisoformat(self.text(key))
        except ValueError as error:
            raise self.wrong(key, 'must be a time like "08:00"') from error

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The list of texts under `key`, none of them empty."""
        values = self._list(key, default)
        for place, value in enumerate(values, start=1):
            if not isinstance(value, str) or not value.strip():
                raise self.wrong(f"{key}[{place}]", "must be a text in quotes, not empty")
        if default is None and not values:
            raise self.wrong(key, "must not be empty")
        return tuple(str(value).strip() for value in values)

    def numbers(self, key: str) -> tuple[int, ...]:
        """The list of whole numbers, zero or more, under `key`."""
        values = self._list(key, None)
        if not all(isinstance(value, int) and value >= 0 for value in values):
            raise self.wrong(key, "must be a list of whole numbers, none below 0")
        return tuple(value for value in values if isinstance(value, int))

    def table(self, key: str, optional: bool = False) -> "Table":
        """The table `[key]`."""
        return Table(self.file, self._path(key), self._value(key, {} if optional else None))

    def tables(self, key: str) -> tuple["Table", ...]:
        """The tables `[[key]]`, at least one."""
        values = self._list(key, None)
        if not values:
            raise self.wrong(key, "must not be empty")
        return tuple(
            Table(self.file, f"{self._path(key)}[{place}]", value)
            for place, value in enumerate(values, start=1)
        )

    def done(self) -> None:
        """Complain about keys that nobody read."""
        unknown = sorted(set(self._values) - self._read)
        if unknown:
            raise self.wrong(unknown[0], "is not a key known here; is it misspelled?")

    def wrong(self, key: str, problem: str) -> PlaybookError:
        """The complaint to raise about `key`."""
        return PlaybookError(self.file, self._path(key), problem)

    def _path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def _value(self, key: str, default: object) -> object:
        self._read.add(key)
        value = self._values.get(key, default)
        if value is None:
            raise self.wrong(key, "is missing")
        return value

    def _list(self, key: str, default: tuple[str, ...] | None) -> list[object]:
        value = self._value(key, list(default) if default is not None else None)
        if not isinstance(value, list):
            raise self.wrong(key, "must be a list")
        return value
