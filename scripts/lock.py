"""Which exact versions are installed? Writes both lock files from pyproject.toml, for every Python from 3.11.

Run by `make lock`. Every package is named with its version and the hashes of its files; no registry is named.
"""

import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
OPTIONS = [
    "--quiet",
    # One file for all platforms and Python versions: some parts are needed only by the older ones.
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--strip-extras",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--upgrade",
]


def lock(requirements: list[str], target: str, *options: str) -> None:
    command = ["uv", "pip", "compile", *OPTIONS, *options, "--output-file", target, "-"]
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
        "--constraint=requirements.lock",
    )


if __name__ == "__main__":
    main()
