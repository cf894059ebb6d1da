"""Can every page be reached?"""

from pathlib import Path

from warmline import urls


def test_every_app_with_addresses_is_included() -> None:
    found = {path.parent.name for path in Path(urls.__file__).parent.glob("*/urls.py")}
    assert found == set(urls.APPS)
