"""Which ear listens now? Learned at once for a small business; for a large one in the background, one at a time.

Until it is learned the ear before it goes on listening: what it does not know counts as not known to an ear, and what
is gone is never found. Entries themselves are live at once in any case (`index.py`).
"""

import logging
import threading

from warmline.knowledge import ranking
from warmline.knowledge.ear import NO_EAR, Ear, Hearing, learn_ear, phrases_of

#: With more phrases than this nobody waits until they are learned (chosen by us: about a quarter of a second).
AT_ONCE = 800

_learning = threading.Lock()
_newest: Ear | None = None
_ready: Ear | None = None
_thread: threading.Thread | None = None
_failed = ""


def ear_for(ranked: ranking.Index, content: str) -> Hearing:
    """content: of the phrases of the index. Never waits for a large business."""
    global _newest
    for ear in (_newest, _ready):
        if ear is not None and ear.content == content:
            _newest = ear
            return ear
    if sum(ranked.headings) <= AT_ONCE:
        return _learn(ranked, content)
    _learn_apart(ranked, content)
    return _newest or NO_EAR


def keep_ready(ear: Ear) -> None:
    """An ear that was learned to try out a lesson listens from when the lesson goes live."""
    global _ready
    _ready = ear


def wait() -> None:
    """Until nothing is being learned; for those who measure."""
    thread = _thread
    if thread is not None:
        thread.join()


def _learn(ranked: ranking.Index, content: str) -> Hearing:
    global _newest
    with _learning:
        if _newest is None or _newest.content != content:
            learned = learn_ear(phrases_of(ranked))
            if learned is None:
                return NO_EAR
            _newest = learned.ear
        return _newest


def _learn_apart(ranked: ranking.Index, content: str) -> None:
    """Whoever asks next begins again if the knowledge has changed in the meantime."""
    global _thread
    with _learning:
        if content == _failed or (_thread is not None and _thread.is_alive()):
            return
        _thread = threading.Thread(target=_learn_quietly, args=(ranked, content), name="ear", daemon=True)
        _thread.start()


def _learn_quietly(ranked: ranking.Index, content: str) -> None:
    """Without it the search answers alone, so a failure is told and not tried again until the phrases change."""
    global _newest, _failed
    try:
        learned = learn_ear(phrases_of(ranked))
        if learned is not None:
            _newest = learned.ear
    except Exception:
        logging.getLogger(__name__).exception("the phrases could not be learned")
        _failed = content
