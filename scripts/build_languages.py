"""How does the model of py3langid become ours? Writes understanding/languages/model.npz; prints its sha256.

    .venv/bin/python scripts/build_languages.py

py3langid walks an automaton, a table of 256 next states for each of 38,000 rows, which is 42 MB. Each of its states
stands for the run of bytes that leads there, and the state after a byte is the longest known run that ends with it. So
the runs themselves say as much: 104,582 numbers. Of the 142 languages' columns the 25 that the reader tells apart stay.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE
from py3langid.modelio import load_model

from warmline.understanding.languages import model as ours

#: Among the most written languages of the world's shops; a longer list sees rare languages in product names.
PLAUSIBLE = "en de fr es it pt nl pl tr sv da no fi cs ro hu el ru uk ar he hi zh ja ko"
TARGET = Path(ours.__file__).with_name("model.npz")


def runs(rows: np.ndarray, row_of_state: np.ndarray) -> Iterator[tuple[bytes, int]]:
    """Each run with its state. Breadth first, so that the first way to a state is its run."""
    seen, ends = {0}, [(b"", 0)]
    for run, state in ends:
        for letter, following in enumerate(rows[row_of_state[state]].tolist()):
            if following not in seen:
                seen.add(following)
                ends.append((run + bytes([letter]), following))
                yield ends[-1]


def code(run: bytes) -> int:
    if len(run) > ours.LONGEST or run[0] == 0:
        raise SystemExit(f"The run {run!r} is longer than {ours.LONGEST} bytes, or begins with a zero.")
    return len(run) << ours.LENGTH_BITS | int.from_bytes(run, "big")


def main() -> None:
    weights, priors, languages, rows, row_of_state, features = load_model(MODEL_DIR / MODEL_FILE)
    columns = [place for place, language in enumerate(languages) if language in PLAUSIBLE.split()]
    found = sorted((code(run), state) for run, state in runs(np.array(rows).reshape(-1, 256), row_of_state))
    np.savez_compressed(
        TARGET,
        languages=np.array(languages)[columns],
        codes=np.array([each for each, _ in found], np.uint64),
        features=np.array([features[state] for _, state in found], np.int32),
        weights=weights[:, columns],
        priors=priors[columns],
    )
    print(TARGET, TARGET.stat().st_size, hashlib.sha256(TARGET.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
