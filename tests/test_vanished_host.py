"""A host that lost its network does not keep what it had locked: the database is told to look for it soon."""

from warmline.settings import _database


def test_the_database_looks_for_a_vanished_host_within_half_a_minute() -> None:
    """Without it, a conversation locked by a host that was cut off answered 503 for as long as two hours (faults)."""
    asked = _database("postgresql://warmline@db/warmline")["OPTIONS"]["options"].replace("-c ", "").split()
    seconds = dict(each.split("=") for each in asked)
    idle, interval, count = (int(seconds[f"tcp_keepalives_{name}"]) for name in ("idle", "interval", "count"))
    assert idle + interval * count <= 30
    assert seconds["lock_timeout"] == "5000"
