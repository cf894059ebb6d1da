"""In which words does the bot carry out a decision?"""

from warmline.conversations.appending import Words
from warmline.conversations.turn import Turn
from warmline.decisions.case import Decision, Proposal
from warmline.web.voice import say

GLAD = "I am glad that helped!"
#: Added to an answer to the words of a message that came with files.
UNSEEN = "I have not seen what you attached: I cannot look at pictures or files. If it matters here, a person will."


def person_choice(language: str) -> dict[str, str]:
    """A button that asks for a person; the reader of wishes understands what it sends like any other message."""
    return {
        "label": say(language, "Talk to a person"),
        "text": say(language, "I would like to talk to a person"),
    }


def something_else(language: str) -> dict[str, str]:
    """A button for who meant none of the choices; what it sends is read as a "no"."""
    return {"label": say(language, "Something else"), "text": say(language, "None of these")}


def greeting_words(bot_name: str, greeting: str, language: str = "") -> Words:
    """The first words of each conversation. The first line is the product's own and cannot be switched off."""
    disclosure = say(
        language,
        "I am {bot}, an automatic assistant: I answer first, and you can ask for a person at any time.",
        bot=bot_name,
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
            return Words(say(turn.language, GLAD), answers_number=turn.number, answer_key="close")
    return admit_words(say(turn.language, decision.to_customer), turn)


def _answer(proposal: Proposal, turn: Turn) -> Words:
    has_answered = not (proposal.talk or proposal.expects)
    unseen = f"\n\n{say(turn.language, UNSEEN)}" if turn.files else ""
    return Words(
        f"{proposal.text}{unseen}",
        sources=tuple({"title": source.title, "url": source.url} for source in proposal.sources),
        asks="helpful" if has_answered else "",
        choices=(person_choice(turn.language),) if proposal.fails or turn.files else (),
        answers_number=turn.number,
        answer_key=proposal.key[:120],
    )


def _ask_back(proposals: tuple[Proposal, ...], turn: Turn) -> Words:
    choices = [{"label": proposal.title, "text": proposal.title} for proposal in proposals[:3]]
    if len(choices) == 1:
        text = say(
            turn.language,
            "I want to be sure that I understand. Did you mean “{title}”?",
            title=choices[0]["label"],
        )
    else:
        text = say(turn.language, "I want to be sure that I understand. Did you mean one of these?")
    return Words(
        text,
        choices=(*choices, something_else(turn.language), person_choice(turn.language)),
        answers_number=turn.number,
        answer_key="ask_back:" + ",".join(proposal.key for proposal in proposals[:3])[:100],
    )


def admit_words(sentence: str, turn: Turn) -> Words:
    return Words(
        sentence, choices=(person_choice(turn.language),), answers_number=turn.number, answer_key="admit"
    )


def check_in_words(language: str) -> Words:
    """Said once after a silence; a "yes" closes, anything else goes on."""
    return Words(
        say(language, "Are you still there? Did that solve it?"),
        choices=(
            {"label": say(language, "Yes, thank you"), "text": say(language, "Yes, that solved it")},
            person_choice(language),
        ),
        answer_key="check_in",
    )


def unhelpful_words(number: int, language: str) -> Words:
    """Said after a "no, that did not help"."""
    return Words(
        say(
            language,
            "I am sorry that this did not help. You can tell me in other words, or talk to a person.",
        ),
        choices=(person_choice(language),),
        answers_number=number,
        answer_key="admit",
    )
