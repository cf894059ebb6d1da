"""Writers of one process wait for each other, and every end of a transaction lets the next one in."""

import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, connections, transaction

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has one writer"),
]


@pytest.fixture
def impatient() -> Iterator[None]:
    """Waits a moment instead of seconds."""
    options = connection.settings_dict["OPTIONS"]
    was, options["timeout"] = options["timeout"], 0.1
    yield
    options["timeout"] = was


def write_elsewhere() -> list[str]:
    """What became of a transaction in another thread."""
    outcome = []

    def write() -> None:
        try:
            with transaction.atomic():
                outcome.append("written")
        except OperationalError as error:
            outcome.append(str(error))
        finally:
            connections.close_all()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    return outcome


def test_a_writer_waits_for_the_other_and_says_when_it_was_too_long(impatient: None) -> None:
    with transaction.atomic():
        assert write_elsewhere() == ["database is locked"]
    assert write_elsewhere() == ["written"]


def test_a_transaction_that_is_rolled_back_lets_the_next_one_in(impatient: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert write_elsewhere() == ["written"]


def test_a_connection_that_is_closed_in_the_middle_lets_the_next_one_in(impatient: None) -> None:
    with transaction.atomic():
        connection.close()
        assert write_elsewhere() == ["written"]
