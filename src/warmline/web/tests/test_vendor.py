"""Is what we ship of others what their registry gave us?"""

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "static" / "web" / "vendor"


def test_every_vendored_script_is_noted_with_its_hash() -> None:
    noted = dict(
        re.findall(
            r"^\| (\S+\.js) \|.*\| ([0-9a-f]{64}) \|$", (VENDOR / "README.md").read_text(), re.MULTILINE
        )
    )
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    assert found == noted
