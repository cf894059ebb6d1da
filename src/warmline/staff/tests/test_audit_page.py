"""The owner sees who did what; an agent and a spreadsheet's formulas get nothing."""

import csv
import io

import pytest
from django.test import Client

from warmline.audit import guard
from warmline.audit.chain import find_break
from warmline.audit.models import Entry
from warmline.audit.recording import record
from warmline.staff.joining import invite
from warmline.staff.models import Person
from warmline.web.options import change, reset


@pytest.fixture
def owner(client: Client, alice: Person) -> Client:
    client.force_login(alice)
    return client


def test_the_owner_sees_filters_and_saves_what_was_done(owner: Client, alice: Person, bob: Person) -> None:
    change("decisions.high_value_minor", 12_345, by="Alice")
    owner.post(f"/people/{bob.pk}/role/", {"role": "owner"})
    page = owner.get("/audit/").content.decode()
    assert "Rule changed" in page and "Role changed" in page and "whole from the first to the last" in page
    narrowed = owner.get(f"/audit/?act=role changed&person={alice.pk}").content.decode()
    assert narrowed.count('data-wl="audit-row"') == 1 and "Alice Byrne" in narrowed
    for query in (
        "act=%00&person=x&from=2026-99-99&to=\u202e&before=-1",
        "from=9999-12-31&to=9999-12-31",
        "before=1",
    ):
        assert owner.get(f"/audit/?{query}").status_code == 200
    saved = b"".join(owner.post("/audit/export/", {"act": "role changed"})).decode()
    rows = list(csv.reader(io.StringIO(saved)))
    assert len(rows) == 2 and rows[1][4] == "role changed"
    assert Entry.objects.first().act == "log exported"  # type: ignore[union-attr]


def test_no_cell_of_the_file_is_a_formula(owner: Client) -> None:
    invite("=cmd|' /C calc'!A0", "eve@bakery.example", "agent")
    record("knowledge changed", "=1+1", {"title": "@SUM(1)"})
    saved = b"".join(owner.post("/audit/export/")).decode()
    cells = [cell for row in csv.reader(io.StringIO(saved)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_agents_get_neither_page_nor_file(client: Client, bob: Person) -> None:
    client.force_login(bob)
    assert client.get("/audit/").status_code == client.post("/audit/export/").status_code == 403


def test_a_change_behind_the_back_stands_on_the_page_in_red(owner: Client) -> None:
    record("login")
    guard.lift()
    Entry.objects.update(act="logout")
    guard.put_up()
    assert "not as it was written" in owner.get("/audit/").content.decode()


def test_what_changes_nothing_is_no_entry_and_what_fails_leaves_none(owner: Client, alice: Person) -> None:
    reset("decisions.high_value_minor")
    with pytest.raises(KeyError):
        change("no.such.rule", 1)
    owner.post(f"/people/{alice.pk}/role/", {"role": "agent"})  # the last owner stays one
    assert not Entry.objects.exclude(act="login").exists()
    assert find_break() is None
