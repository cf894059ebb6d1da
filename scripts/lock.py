"""Which exact versions are installed? Writes both lock files from pyproject.toml.

Run by `make lock`. Every package is named with its version and the hashes of its files; no registry is named.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
OPTIONS = [
    "--quiet",
    "--generate-hashes",
    "--strip-extras",
    "--allow-unsafe",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-emit-options",
    "--upgrade",
]


def lock(requirements: list[str], target: str, *options: str) -> None:
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *options, "--output-file", target, "-"]
    subprocess.run(command, input="\n".join(requirements), text=True, cwd=ROOT, check=True)


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime = project["project"]["dependencies"]
    # What builds the package is part of an installation too; hatchling needs editables for `pip install -e`.
    builds = [*project["build-system"]["requires"], "editables"]
    lock([*runtime, *builds], "requirements.lock")
    lock(
        [*runtime, *builds, *project["dependency-groups"]["test"]],
        "requirements-test.lock",
        "--constraint",
        "requirements.lock",
    )


if __name__ == "__main__":
    main()
