"""The wheel installs and runs anywhere, without the checkout: the way a newcomer meets the product."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import httpx
import pytest

from tests.chat import Chat
from tests.conftest import free_port

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with nothing but the wheel and the parts it asks for."""
    folder = tmp_path_factory.mktemp("wheel")
    run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        folder,
    )
    wheel = next(folder.glob("warmline-*.whl"))
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    # The exact versions of the lock keep this from failing for somebody else's release.
    constraint = ["--constraint", str(without_hashes(folder))]
    run([str(python), "-m", "pip", "install", "--quiet", *constraint, str(wheel)], folder)
    return folder / "venv" / "bin" / "warmline"


def without_hashes(folder: Path) -> Path:
    """pip takes no hashes in constraints."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pins = [line.rstrip("\\ ") for line in lines if line and not line.startswith((" ", "#"))]
    path = folder / "constraints.txt"
    path.write_text("\n".join(pins))
    return path


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
    return done.stdout


def environment() -> dict[str, str]:
    """Without anything that leads back to the checkout."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("WARMLINE_", "PYTHON", "DJANGO"))}


def test_the_demo_of_the_wheel_answers_its_first_question(installed: Path, tmp_path: Path) -> None:
    command = [str(installed), "demo", "--json", "--port", str(free_port())]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        with process.stdout:
            ready = json.loads(process.stdout.readline())
        with httpx.Client(base_url=ready["site"].removesuffix("/shop/"), timeout=20) as client:
            answer = Chat(client).ask("What are your opening hours?")
            assert answer["sources"]
            for address in ("/shop/", "/help/", "/staff/login/", "/static/widget/loader.js"):
                assert client.get(address).status_code == 200
    finally:
        process.terminate()
        process.wait(15)


def test_the_installed_command_knows_its_version(installed: Path) -> None:
    assert run([str(installed), "--version"], installed.parent).startswith("warmline 0.1.0")
