"""How do results and progress reach the terminal?"""

import json
import shutil
import sys
from typing import Any


def print_json(result: Any) -> None:
    """One line, at once: a program may be waiting for it."""
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_lines(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def show_progress(what: str, done: int, of: int) -> None:
    """A bar on stderr when a person watches; nothing in logs and pipes."""
    if not sys.stderr.isatty():
        return
    width = max(10, min(40, shutil.get_terminal_size().columns - len(what) - 12))
    full = width * done // max(of, 1)
    sys.stderr.write(f"\r{what}  {'█' * full}{'░' * (width - full)} {100 * done // max(of, 1):3d} %")
    sys.stderr.write("\n" if done >= of else "")
    sys.stderr.flush()
