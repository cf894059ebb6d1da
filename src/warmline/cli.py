"""What can be done from the command line? Sets the environment from the options, then runs the command."""

import atexit
import importlib
import os
import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from warmline.commands.parser import read_options
from warmline.commands.trouble import Trouble, WrongUse
from warmline.lib.llm import check_address
from warmline.lib.scanner import check_scanner


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 all is well, 1 found trouble, 2 wrong use."""
    options = read_options(arguments)
    try:
        set_environment(options)
        set_up_django()
        command = importlib.import_module(f"warmline.commands.{getattr(options, 'module', options.command)}")
        from warmline.audit.acting import COMMAND, acting

        with acting(lambda: COMMAND):
            code: int = command.run(options)
    except Trouble as trouble:
        sys.stderr.write(f"warmline: {trouble}\n")
        return trouble.exit_code
    except BrokenPipeError:
        # Who read our output has gone (`warmline doctor | head -1`); nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def set_environment(options: Namespace) -> None:
    """Must run before the settings are imported, which read it once."""
    data = Path(options.data or os.environ.get("WARMLINE_DATA") or options.data_default)
    if options.needs_installation and not data.is_dir() and not _database(options):
        raise Trouble(f'There is no installation in the folder {data}. Make one with "warmline init".')
    if options.command == "lab" and not data.exists():
        data = _passing_folder()
    os.environ["WARMLINE_DATA"] = str(data)
    for name, value in (("WARMLINE_DATABASE", options.database), ("WARMLINE_REDIS", options.redis)):
        if value:
            os.environ[name] = value
    _name_model(options)
    _name_scanner(options)
    _check_redis(os.environ.get("WARMLINE_REDIS", ""))
    os.environ["DJANGO_SETTINGS_MODULE"] = "warmline.settings"
    # One thread for arithmetic: more of them get into each other's way (design, numbers).
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def _name_model(options: Namespace) -> None:
    """An address alone or a name alone asks for nothing."""
    for name, value in (("WARMLINE_LLM", "llm"), ("WARMLINE_LLM_MODEL", "llm_model")):
        if given := getattr(options, value, None):
            os.environ[name] = given
    url, model = os.environ.get("WARMLINE_LLM", ""), os.environ.get("WARMLINE_LLM_MODEL", "")
    if bool(url) != bool(model):
        raise WrongUse("A language model needs both: --llm with its address and --llm-model with its name.")
    if url and (trouble := check_address(url)):
        raise WrongUse(trouble)


def _name_scanner(options: Namespace) -> None:
    if given := getattr(options, "scanner", None):
        os.environ["WARMLINE_SCANNER"] = given
    if trouble := check_scanner(os.environ.get("WARMLINE_SCANNER", "")):
        raise WrongUse(trouble)


def set_up_django() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise WrongUse(str(error)) from error
    except ValueError as error:
        raise WrongUse(f"The address of the database is not valid: {error}.") from error
    except OSError as error:
        raise Trouble(
            f"The data folder {os.environ['WARMLINE_DATA']} cannot be used: {error.strerror}. "
            "Give this user the right to write there, or choose another folder with --data."
        ) from error


def _passing_folder() -> Path:
    """The lab measures without an installation, and leaves none behind."""
    folder = Path(tempfile.mkdtemp(prefix="warmline-lab-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _database(options: Namespace) -> str:
    return str(options.database or os.environ.get("WARMLINE_DATABASE", ""))


def _check_redis(url: str) -> None:
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise WrongUse("The address of Redis must begin with redis://, rediss:// or unix://.")


if __name__ == "__main__":
    sys.exit(main())
