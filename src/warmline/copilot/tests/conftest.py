"""Each test begins with an empty index: the numbers of cases begin anew with the database."""

import pytest

from warmline.copilot import cases


@pytest.fixture(autouse=True)
def _no_index_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "_live", None)
