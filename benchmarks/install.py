"""How long from a clean clone to the first page, and how much does it put on the disk?

    python benchmarks/install.py

Clones the last commit into a temporary folder and runs `make demo` there; packages come from pip's cache or index.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from harness import environment, machine, table

REPOSITORY = Path(__file__).parents[1]
GIVE_UP_SECONDS = 600


@contextmanager
def demo(clone: Path) -> Iterator[subprocess.Popen[str]]:
    """`make demo` in a process group of its own, since make does not hand a signal on."""
    process = subprocess.Popen(
        ["make", "demo", f"PYTHON={sys.executable}"],
        cwd=clone,
        env={**environment(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def first_page(process: subprocess.Popen[str]) -> None:
    """Waits until the address that the demo prints answers."""
    assert process.stdout
    until = time.monotonic() + GIVE_UP_SECONDS
    for line in process.stdout:
        if "http://" in line and time.monotonic() < until:
            with urllib.request.urlopen(line.split()[-1], timeout=30):
                return
    raise SystemExit("The demo did not start.")


def size_mb(folder: Path) -> float:
    """What its files take on the disk, in MB of 10^6 bytes."""
    return sum(file.lstat().st_blocks * 512 for file in folder.rglob("*")) / 1e6


def main() -> None:
    with TemporaryDirectory() as temporary:
        clone = Path(temporary) / "clone"
        started = time.perf_counter()
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{REPOSITORY}", clone], check=True)
        cloned = time.perf_counter() - started
        with demo(clone) as process:
            first_page(process)
            seconds = time.perf_counter() - started
        rows = [
            ["clean clone", "", f"{cloned:.1f} s"],
            ["clean clone and `make demo`, to the first page", "≤ 180 s", f"{seconds:.0f} s"],
            ["installed size: Warmline and all it needs", "≤ 600 MB", f"{size_mb(clone / '.venv'):.0f} MB"],
            ["... and its own folder, without history", "", f"{size_mb(clone / 'src'):.0f} MB"],
            ["... and the data of the demo", "", f"{size_mb(clone / 'warmline-demo'):.0f} MB"],
        ]
    print(f"Measured on {machine()}.")
    print(table("Installation", ["what", "budget", "here"], rows))


if __name__ == "__main__":
    main()
