"""Is what was sent in order: does each file have its bytes, does the scanner answer, is nothing held back?"""

from collections.abc import Iterator

from warmline.commands.doctoring.finding import Finding
from warmline.files.models import File
from warmline.files.scanning import ScannerSilent, has_scanner, is_clean
from warmline.files.stores import store
from warmline.files.stores.store import Missing

#: The latest ones are looked at (chosen by us): a lost folder shows at once.
LOOKED_AT = 200


def check_contents() -> Iterator[Finding]:
    kept = File.objects.exclude(state=File.State.REFUSED).order_by("-at")[:LOOKED_AT]
    missing = sum(not _is_there(file) for file in kept)
    if missing:
        yield Finding(
            "files",
            f"The bytes of {missing} of the latest {len(kept)} files are not there.",
            'Bring the folder "files" of the data folder back from a backup.',
        )


def _is_there(file: File) -> bool:
    try:
        return next(store().chunks(file.digest), None) is not None
    except Missing:
        return False


def check_scanner() -> Iterator[Finding]:
    held = File.objects.filter(state__in=[File.State.HELD, File.State.CHECKING]).count()
    if has_scanner() and not _answers():
        yield Finding(
            "scanner",
            f"The virus scanner does not answer; {held} files are held back.",
            "Start it, or correct --scanner. What is held back is released by itself once it answers.",
        )
    elif held and not has_scanner():
        yield Finding(
            "scanner",
            f"{held} files wait for a virus scanner, and none is named.",
            "Name it with --scanner for this process and for each worker.",
        )


def _answers() -> bool:
    try:
        is_clean([b"Warmline asks whether you are there."])
    except ScannerSilent:
        return False
    return True
