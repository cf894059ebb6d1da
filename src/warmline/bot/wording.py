"""In which words does the bot carry out a decision?"""

from warmline.conversations.appending import Words
from warmline.conversations.turn import Turn
from warmline.decisions.case import Decision, Proposal

#: What the buttons send; the reader of wishes understands it like any other message.
PERSON_CHOICE = {"label": "Talk to a person", "text": "I would like to talk to a person"}
GLAD = "I am glad that helped!"


def greeting_words(bot_name: str, greeting: str) -> Words:
    """The first words of each conversation. The first line is the product's own and cannot be switched off."""
    disclosure = (
        f"I am {bot_name}, an automatic assistant: I answer first, and you can ask for a person at any time."
    )
    return Words(f"{disclosure}\n{greeting}".strip())


def words_for(decision: Decision, turn: Turn) -> Words:
    """What the bot says for a decision that is not a handover."""
    match decision.action:
        case "answer":
            return _answer(decision.proposals[0], turn)
        case "ask_back":
            return _ask_back(decision.proposals, turn)
        case "close":
            return Words(GLAD, answers_number=turn.number, answer_key="close")
    return admit_words(decision.to_customer, turn)


def _answer(proposal: Proposal, turn: Turn) -> Words:
    has_answered = not (proposal.talk or proposal.expects)
    return Words(
        proposal.text,
        sources=tuple({"title": source.title, "url": source.url} for source in proposal.sources),
        asks="helpful" if has_answered else "",
        choices=(PERSON_CHOICE,) if proposal.fails else (),
        answers_number=turn.number,
        answer_key=proposal.key[:120],
    )


def _ask_back(proposals: tuple[Proposal, ...], turn: Turn) -> Words:
    choices = [{"label": proposal.title, "text": proposal.title} for proposal in proposals[:3]]
    is_one = len(choices) == 1
    return Words(
        f"I want to be sure that I understand. Did you mean “{choices[0]['label']}”?"
        if is_one
        else "I want to be sure that I understand. Did you mean one of these?",
        choices=(*choices, PERSON_CHOICE),
        answers_number=turn.number,
        answer_key="ask_back:" + ",".join(proposal.key for proposal in proposals[:3])[:100],
    )


def admit_words(sentence: str, turn: Turn) -> Words:
    return Words(sentence, choices=(PERSON_CHOICE,), answers_number=turn.number, answer_key="admit")


def check_in_words() -> Words:
    """Said once after a silence; a "yes" closes, anything else goes on."""
    return Words(
        "Are you still there? Did that solve it?",
        choices=({"label": "Yes, thank you", "text": "Yes, that solved it"}, PERSON_CHOICE),
        answer_key="check_in",
    )


def unhelpful_words(number: int) -> Words:
    """Said after a "no, that did not help"."""
    return Words(
        "I am sorry that this did not help. You can tell me in other words, or talk to a person.",
        choices=(PERSON_CHOICE,),
        answers_number=number,
        answer_key="admit",
    )
