"""The wheel installs and runs anywhere, without the checkout: the way a newcomer meets the product."""

import ast
import json
import os
import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import httpx
import pytest

from tests.chat import Chat
from tests.conftest import free_port

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, and the parts of this one: to fetch them once more would show nothing new."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    run(build, folder)
    wheel = next(folder.glob("warmline-*.whl"))
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)],
        folder,
    )
    ours, theirs = (run([each, "-c", WHERE], folder).strip() for each in (str(python), sys.executable))
    (Path(ours) / "parts.pth").write_text(theirs)
    return folder / "venv" / "bin" / "warmline"


WHERE = "import sysconfig; print(sysconfig.get_path('purelib'))"


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


def test_every_part_that_is_imported_is_asked_for() -> None:
    known = packages_distributions()
    ours = [path for path in (ROOT / "src").rglob("*.py") if not {"tests", "conftest.py"} & set(path.parts)]
    imported = {name for path in ours for name in imports(path)}
    parts = {plain(part) for name in imported for part in known.get(name, ())} - {"warmline"}
    asked = {
        plain(re.split(r"[^\w.-]", line)[0]) for line in requires("warmline") or () if "extra ==" not in line
    }
    assert parts and parts <= asked, parts - asked


def imports(path: Path) -> Iterator[str]:
    """The outermost packages that a file of ours imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (each.name.split(".")[0] for each in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def plain(name: str) -> str:
    """As package indexes compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_installed_command_knows_its_version(installed: Path) -> None:
    assert run([str(installed), "--version"], installed.parent).startswith("warmline 0.1.0")
