"""Where does the owner draw the line between bot and people?"""

from warmline.web.options import Option

#: What is promised, and the limits it is measured at: a change is measured at once.
LIMITS = frozenset(
    f"decisions.{name}" for name in ("answer_at", "careful_at", "ask_back_at", "most_wrong_percent")
)

#: The defaults are chosen by us; docs/decisions/0004-first-rules.md says why.
OPTIONS = (
    Option(
        key="decisions.answer_at",
        label="Answer by itself when this sure",
        default=0.55,
        kind="share",
        low=0.3,
        high=1,
        help="Higher: fewer answers by the bot, fewer wrong ones. Lower: more answers, more of them wrong.",
    ),
    Option(
        key="decisions.careful_at",
        label="Answer by itself when this sure, while nothing is promised",
        default=0.75,
        kind="share",
        low=0.3,
        high=1,
        help="Until enough questions are labelled, the bot cannot prove how often it is right. So it is careful: what "
        "it is less sure of than this, it offers as a button to confirm. The page Learning says when this ends.",
    ),
    Option(
        key="decisions.most_wrong_percent",
        label="At most so many wrong in 100 automatic answers",
        default=2,
        kind="int",
        unit="wrong answers in 100",
        low=1,
        high=20,
        help="Once enough questions are labelled, the bot sets its own limit so that this holds. The page Learning "
        "shows what it can promise. The value above stays the least it must be sure.",
    ),
    Option(
        key="decisions.ask_back_at",
        label="Ask what was meant when this sure",
        default=0.2,
        kind="share",
        low=0,
        high=1,
        help="Between this and the value above the bot asks back. Below it, it says that it does not know.",
    ),
    Option(
        key="decisions.failures_before_person",
        label="Failures before a person takes over",
        default=2,
        kind="int",
        unit="failures",
        low=1,
        high=5,
        help="Not knowing, asking back in vain and “that did not help” each count as one.",
    ),
    Option(
        key="decisions.frustration_at",
        label="Upset from here on",
        default=0.6,
        kind="share",
        low=0.2,
        high=1,
        help="How upset a customer must sound before a person takes over. Lower is more careful.",
    ),
    Option(
        key="decisions.high_value_minor",
        label="Customer of high value from",
        default=0,
        kind="money",
        help="Customers who have bought for this much talk to a person at once. 0: nobody counts as one.",
    ),
    Option(
        key="decisions.long_conversation_turns",
        label="A conversation is long after",
        default=12,
        kind="int",
        unit="answers of the bot",
        low=3,
        high=100,
        help="After so many answers in one conversation a person has a look, whatever the next question is.",
    ),
    Option(
        key="decisions.sensitive_to_person",
        label="Sensitive matters go to a person",
        default=True,
        kind="bool",
        help="Health, a bereavement, money trouble, safety and legal matters. Where somebody may be in "
        "danger, a person is asked even if this is off.",
    ),
    Option(
        key="decisions.languages",
        label="Languages that your answers are written in",
        default=[],
        kind="words",
        help="Two letters each, such as en, de. Messages in another language go to a person. Empty: the "
        "language of your business.",
    ),
)
