"""Small talk, and the bot about itself: it always says that it is one."""

from warmline.bot.answerer import Answerer, Question
from warmline.bot.answerers.chosen import offered
from warmline.decisions.case import Proposal
from warmline.web.voice import say_in

SURE = 0.99


def propose(question: Question) -> tuple[Proposal, ...]:
    act = str(question.reading.act.value)
    if act == "yes" and offered(question):
        return ()
    sentence = _sentence(act, question)
    values = {"bot": question.bot_name, "business": question.business}
    text = say_in(question.tone, question.turn.language, sentence, **values)
    return (Proposal(f"talk:{act}", "Small talk", text, SURE, talk=True),) if text else ()


def _sentence(act: str, question: Question) -> str:
    """As the catalogue has it, with {bot} and {business}."""
    match act:
        case "greeting" if any(line.answer_key == "talk:greeting" for line in question.turn.history):
            return "I am listening. Tell me in a few words what it is about."
        case "greeting":
            return "Hello! I am {bot}, the automatic assistant. What can I do for you?"
        case "thanks":
            return "You are welcome! Is there anything else I can do?"
        case "goodbye":
            return "Goodbye, and thank you for writing. This chat is kept if you need us again."
        case "are_you_a_bot":
            return (
                "I am {bot}, an automatic assistant, not a person. I answer routine questions from what "
                "{business} has written down. You can talk to a person at any time: just say so or press "
                "the button above."
            )
        case "yes" | "no":
            return "All right. Tell me in a few words what you need, and I will do my best."
        case "empty":
            return "I could not read a question in that. Could you tell me in a few words what you need?"
        case "abuse":
            return "I am sorry that this is annoying. Tell me what you need, or ask for a person: we will sort it out."
    return ""


ANSWERER = Answerer("talk", "Greets, thanks, and says that it is an automatic assistant.", propose)
