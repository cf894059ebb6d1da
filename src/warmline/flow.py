"""The line as one table: what happens to a message, and who listens to what is announced.

A customer's message is stored by conversations.record, which announces "message recorded". `respond` takes it
from there: understanding reads, the bot proposes, decisions decides, and what was decided is carried out
(replies checks it, conversations says it or hands over) in one transaction.
"""

import logging
from collections.abc import Mapping
from uuid import UUID

from warmline.bot.proposing import propose
from warmline.conversations import attaching, checking, sending
from warmline.conversations.errors import ConversationError, Overtaken
from warmline.conversations.reading import open_turn
from warmline.conversations.returning import wake
from warmline.copilot.choosing import settle
from warmline.copilot.gathering import gather_on as gather_cases
from warmline.customers import merging
from warmline.decisions.cases import build_case
from warmline.decisions.deciding import decide
from warmline.decisions.protocol import current_protocol
from warmline.gaps.gathering import gather_on
from warmline.jobs.listener import Listener
from warmline.learning import versions as learning
from warmline.learning.asked_back import learn_from_choice
from warmline.learning.rated import learn_from_rating
from warmline.learning.replied import learn_from_reply
from warmline.line import absence, carrying_out, timers, watching
from warmline.line.tongue import in_their_language
from warmline.notifications import happenings, mailing, pushing
from warmline.privacy import erasing
from warmline.routing import assigning, opening
from warmline.service import alarming
from warmline.tasks.due import tell_due
from warmline.understanding.turns import merge, read_turn

logger = logging.getLogger(__name__)


def respond(conversation: str, number: int) -> None:
    """Answers what the customer said, or brings a person. Runs again after any failure, then `watching.rescue`."""
    turn = open_turn(UUID(conversation))
    if turn is None:
        watching.read_for_staff(UUID(conversation), number)
        return
    readings = read_turn(turn)
    reading = merge(readings)
    turn = in_their_language(turn, reading)
    case = build_case(turn, reading, propose(turn, reading))
    protocol = current_protocol()
    decision = decide(case, protocol)
    try:
        carrying_out.carry_out(turn, readings, case, decision, protocol)
    except Overtaken:
        # A person took over, or another run was quicker; the message is theirs.
        watching.read_for_staff(UUID(conversation), number)


def respond_and_tell(conversation: str, number: int) -> None:
    """A message that is a person's to answer reaches that person."""
    respond(conversation, number)
    happenings.tell_of_answer(conversation, number)


def tell_of_due(task: str, person: str) -> None:
    tell_due(task, person)
    happenings.tell_of_task(task, person)


def tell_of_near(conversation: str, person: str) -> None:
    alarming.redraw_near(conversation, person)
    happenings.tell_of_target(conversation, person)


def learn_from_person(conversation: str, number: int) -> None:
    """What a person replied teaches the bot, and tells what became of the copilot's suggestions."""
    learn_from_reply(conversation, number)
    settle(conversation, number)


def wake_snoozed(conversation: str, version: int) -> None:
    try:
        wake(UUID(conversation), version)
    except ConversationError:
        logger.info("Conversation %s was not there to be woken.", conversation)


#: What is announced, and who listens.
LISTENERS: Mapping[str, Listener] = {
    "message recorded": Listener(respond_and_tell, attempts=3, last_resort=watching.rescue),
    "holder changed": Listener(happenings.tell_of_holder),
    "called in a note": Listener(happenings.tell_of_call),
    "notice to push": Listener(pushing.push_notice, attempts=7),
    "digest due": Listener(mailing.send_due, attempts=6),
    "reply to leave": Listener(sending.leave, attempts=5, last_resort=sending.stop_after_trouble),
    "reply due": Listener(absence.look_after_reply),
    "file to check": Listener(checking.check),
    "upload left": Listener(attaching.forget_left),
    "person left": Listener(absence.hand_on_all),
    "queue limit": Listener(timers.tell_queue_limit),
    "queue to route": Listener(assigning.route_waiting, attempts=5),
    "given to open": Listener(opening.take_back_unopened, attempts=5),
    "target alarm": Listener(alarming.sound_alarm, attempts=3),
    "target nearer": Listener(alarming.tell_owners, attempts=3),
    "target passed": Listener(alarming.note_breach, attempts=3),
    "target near": Listener(tell_of_near),
    "silence": Listener(timers.check_in),
    "silence after check-in": Listener(timers.close_silent),
    "snooze over": Listener(wake_snoozed),
    "task due": Listener(tell_of_due),
    "profiles merged": Listener(merging.sweep),
    "customer erased": Listener(erasing.clean_up),
    "gaps to gather": Listener(gather_on),
    "cases to gather": Listener(gather_cases),
    "answer rated": Listener(learn_from_rating),
    "asked back on": Listener(learn_from_choice),
    "person replied": Listener(learn_from_person),
    "examples changed": Listener(learning.learn_waiting),
    "learning to measure": Listener(learning.measure_again),
}
