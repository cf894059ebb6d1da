"""What does a text mean, as a vector, and how does it sound? One run for search, readers and copilot."""

import hashlib
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

Vectors: TypeAlias = npt.NDArray[np.float32]

DIMENSIONS: Final = 384
MAX_TOKENS: Final = 128
#: 28 emotions and 3 sentiments, in the order of `understanding.mood.labels`.
MOOD_LOGITS: Final = 31
# About four times what 128 tokens hold, so that a text of a megabyte costs no more than a page.
MAX_CHARACTERS: Final = 2000
REMEMBERED_TEXTS: Final = 512
#: States are large, up to 1 MB for a text; they are asked for while its message is read.
REMEMBERED_RUNS: Final = 8

#: Outputs of the graph with the state of every token.
LAYERS: Final = ("layer2.norm2", "layer3.norm2", "layer4.norm2", "layer5.norm2", "mood.layer5.norm2")

_FOLDER: Final = Path(__file__).parent / "models" / "minilm"
# [PAD], [UNK], [CLS], [SEP] of the model's vocabulary: pieces without a meaning.
_EMPTY_PIECES: Final = frozenset({0, 100, 101, 102})
_loading: Final = threading.Lock()


@dataclass(frozen=True)
class States:
    """What the layers hold for each token of a text.

    layers: shape (5, tokens, 384), the last four of the encoder, then the last of its mood branch. spans: shape
    (tokens, 2), where each token begins and ends in the text; the marks around the text are empty.
    """

    layers: Vectors
    spans: npt.NDArray[np.int64]


def encode(texts: Sequence[str]) -> Vectors:
    """One unit vector per text, as rows of a float32 array of shape (len(texts), 384).

    A text without one known piece (empty, blank, only emoji) gets zeros, which are like nothing.
    The vector of a text depends on that text alone, so each runs alone: the int8 model scales activations
    over all that is run together, which saves a quarter of the time but moves vectors (cosine down to 0.93).
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    return np.stack([_summary(_ids(text[:MAX_CHARACTERS]))[0] for text in texts])


def mood_logits(text: str) -> Vectors:
    """Logits of shape (31,), not calibrated, from the run that gives the text's vector.

    A text without one known piece gets zeros, which say nothing.
    """
    return _summary(_ids(text[:MAX_CHARACTERS]))[1]


def states(text: str) -> States:
    """From the run that gives the text's vector; only the tokens that fit (MAX_TOKENS) are there."""
    found = _tokenise(text[:MAX_CHARACTERS])
    return States(_run(tuple(found.ids))[2], np.array(found.offsets, np.int64))


def runs() -> int:
    """How often the encoder has run since the start."""
    return _run.cache_info().misses


@cache
def version() -> str:
    """Twelve hex digits that change whenever stored vectors no longer fit this encoder."""
    digest = hashlib.sha256()
    for name in ("model.onnx", "tokenizer.json"):
        digest.update((_FOLDER / name).read_bytes())
    return digest.hexdigest()[:12]


@cache
def common_words() -> frozenset[str]:
    """The words that the model knows as a whole, 22,000 of them: what is none of these may be misspelled."""
    tokenizer, _ = _model()
    return frozenset(piece for piece in tokenizer.get_vocab() if piece.isalpha())


@lru_cache(maxsize=REMEMBERED_TEXTS)
def _ids(text: str) -> tuple[int, ...]:
    return tuple(_tokenise(text).ids)


def _tokenise(text: str) -> Any:
    tokenizer, _ = _model()
    # A lone surrogate, half of a broken emoji, is no valid text for the tokenizer.
    return tokenizer.encode(text.encode("utf-8", "replace").decode("utf-8"))


@lru_cache(maxsize=REMEMBERED_TEXTS)
def _summary(ids: tuple[int, ...]) -> tuple[Vectors, Vectors]:
    vector, logits, _ = _run(ids)
    return vector, logits


@lru_cache(maxsize=REMEMBERED_RUNS)
def _run(ids: tuple[int, ...]) -> tuple[Vectors, Vectors, Vectors]:
    """Vector, mood logits, states. Texts that differ in case or blanks only share a run."""
    if _EMPTY_PIECES.issuperset(ids):
        shapes = ((DIMENSIONS,), (MOOD_LOGITS,), (len(LAYERS), len(ids), DIMENSIONS))
        vector, logits, layers = (np.zeros(shape, np.float32) for shape in shapes)
    else:
        _, session = _model()
        row = np.array([ids], np.int64)
        outputs = session.run(("vectors", "mood.logits", *LAYERS), {"ids": row, "mask": np.ones_like(row)})
        vector, logits, layers = outputs[0][0], outputs[1][0], np.concatenate(outputs[2:])
    for found in (vector, logits, layers):
        found.setflags(write=False)
    return vector, logits, layers


def _model() -> tuple[Any, Any]:
    with _loading:
        return _load()


@cache
def _load() -> tuple[Any, Any]:
    tokenizer = Tokenizer.from_file(str(_FOLDER / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The arena keeps the memory of the longest text for ever and is no faster here.
    options.enable_cpu_mem_arena = False
    return tokenizer, _session(options)


def _session(options: Any) -> Any:
    """Serialised protocol buffers merge when written one after the other: the mood branch begins inside the model,
    and vectors and version do not change with it (scripts/build_mood.py).

    From a file they are read with 27 MB less than from bytes; where no file can be written, from bytes.
    """
    whole = b"".join((_FOLDER / name).read_bytes() for name in ("model.onnx", "mood.onnx-part"))
    providers = ["CPUExecutionProvider"]
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "whole.onnx"
            path.write_bytes(whole)
            return onnxruntime.InferenceSession(str(path), options, providers=providers)
    except OSError:
        return onnxruntime.InferenceSession(whole, options, providers=providers)
