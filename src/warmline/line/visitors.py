"""What a visitor asks of the product through any channel: channels.line.Line, answered."""

from dataclasses import replace
from uuid import UUID

from warmline.bot.identifying import forget_nameless
from warmline.bot.wording import greeting_words, unhelpful_words
from warmline.channels.identity.visiting import find_signed
from warmline.channels.line import Answer, Line, Refused, State, Visitor
from warmline.conversations import opening, recording
from warmline.conversations.appending import LONGEST, Words, append
from warmline.conversations.closing import close
from warmline.conversations.errors import BadAttachment, BadText, UnknownConversation
from warmline.conversations.holding import Actor, current_episode, hold
from warmline.conversations.models import Conversation, Holder, Kind
from warmline.conversations.reading import all_as_seen_by_customer, as_seen_by_customer, messages_after
from warmline.conversations.revising import revised_after
from warmline.conversations.saying import count_failure
from warmline.conversations.transcribing import as_text, transcribe
from warmline.conversations.waiting import outlook, say_place, tell_availability
from warmline.customers.errors import BadEmail
from warmline.customers.finding import find_or_create
from warmline.customers.models import Customer
from warmline.decisions.explaining import explain_to_customer
from warmline.decisions.models import StoredDecision
from warmline.feedback.rating import HELPFUL, BadRating, check_score, rate
from warmline.files.keeping import drop
from warmline.lib import languages
from warmline.lib.statements import Select
from warmline.lib.time import now
from warmline.line import visitor_files
from warmline.line.about import about_words
from warmline.line.asking import ask_for_person, failed_too_often
from warmline.line.carrying_out import bot_actor, say
from warmline.replies.checking import check
from warmline.replies.guard import Outgoing
from warmline.web.brand import brand_of
from warmline.web.models import Business

_held = Select(
    lambda pk: Conversation.objects.filter(pk=pk).values_list(
        "version", "holder", "person__name", "language", "revisions"
    )
)


def availability(language: str = "") -> Answer:
    """Said before anybody types; nothing is stored."""
    business = _business()
    what = outlook(now(), language=language)
    return {
        "business": business.name,
        "bot_name": business.bot_name,
        "people_here": what.here > 0,
        "text": tell_availability(what),
        "greeting": greeting_words(business.bot_name, business.greeting, language).text,
        "brand": brand_of(business),
        "language": business.language,
        "longest": LONGEST,
        "files": visitor_files.what_may_come(),
        "about": about_words(business.bot_name, language),
    }


def _business() -> Business:
    business = Business.objects.filter(pk=1).first()
    if business is None:
        raise Refused(503, "This chat is not set up yet.")
    return business


def begin(visitor: Visitor) -> Answer:
    business = _business()
    signed = find_signed(visitor.identity) if visitor.identity else None
    customer = signed or _customer(visitor.email, visitor.name)
    bot = Actor(Kind.BOT, business.bot_name)
    words = greeting_words(business.bot_name, business.greeting, visitor.language)
    check(Outgoing(bot.kind, bot.name, words, is_first=True))
    begun = opening.begin(
        customer, bot, words, page=visitor.page, language=visitor.language, is_signed=signed is not None
    )
    return {
        "identity": begun.conversation.identity,
        "id": str(begun.conversation.pk),
        "token": begun.token,
        "messages": [as_seen_by_customer(begun.greeting, visitor.language)],
    }


def _customer(email: str, name: str) -> Customer:
    try:
        return find_or_create(email=email, name=name)
    except BadEmail as error:
        raise Refused(422, "This does not look like an e-mail address. Please check it.") from error


def check_token(conversation: UUID, token: str) -> None:
    try:
        opening.check_token(conversation, token)
    except opening.BadToken as error:
        raise Refused(401, error.text) from error
    except UnknownConversation as error:
        raise Refused(404, error.text) from error


def record(
    conversation: UUID, client_id: object, text: object, attachments: object = None
) -> tuple[Answer, bool]:
    try:
        recorded = recording.record(conversation, client_id, text, attachments)
    except BadText as error:
        raise Refused(413 if error.too_long else 422, error.text) from error
    except BadAttachment as error:
        raise Refused(422, error.text) from error
    except UnknownConversation as error:
        raise Refused(404, error.text) from error
    message = recorded.message
    return {"number": message.number, "id": str(message.pk), "client_id": message.client_id}, recorded.is_new


def read(conversation: UUID, after: int) -> tuple[list[Answer], State]:
    held = _held(conversation)
    if not held:
        raise Refused(404, UnknownConversation.text)
    version, holder, name, language, revisions = held[0]
    messages = all_as_seen_by_customer(messages_after(conversation, after), language)
    if holder == Holder.QUEUE:
        return messages, state_of(Conversation.objects.get(pk=conversation))
    return messages, replace(_state(version, holder, name or "", language), revisions=revisions)


def read_revised(conversation: UUID, revision: int) -> list[Answer]:
    language = Conversation.objects.values_list("language", flat=True).filter(pk=conversation).first() or ""
    return all_as_seen_by_customer(revised_after(conversation, revision), language)


def transcript(conversation: UUID) -> str:
    held = Conversation.objects.filter(pk=conversation).first()
    if held is None:
        raise Refused(404, UnknownConversation.text)
    return as_text(transcribe(held, language=held.language))


def state_of(conversation: Conversation) -> State:
    if conversation.holder == Holder.QUEUE:
        where = say_place(conversation)
        return State(conversation.version, conversation.holder, "", where, conversation.revisions)
    name = conversation.person.name if conversation.person else ""
    return _state(conversation.version, conversation.holder, name, conversation.language)


def _state(version: int, holder: str, person: str, language: str) -> State:
    """Of a conversation that is not in the queue."""
    name = ""
    match holder:
        case Holder.BOT:
            text = languages.say(language, "The automatic assistant is answering.")
        case Holder.CLOSED:
            text = languages.say(language, "This conversation is closed. Write to open it again.")
        case Holder.SNOOZED:
            text = languages.say(language, "Our team will come back to you here.")
        case _:
            name = person
            text = languages.say(language, "{name}, a person from our team, is with you.", name=name)
    return State(version, holder, name, text)


def rate_answer(conversation: UUID, body: Answer) -> tuple[Answer, bool]:
    try:
        score = check_score(body.get("survey"), body.get("score"), body.get("comment"), body.get("message"))
        rating, is_new = rate(conversation, score)
    except BadRating as error:
        raise Refused(422, str(error)) from error
    except UnknownConversation as error:
        raise Refused(404, error.text) from error
    if is_new and score.survey == HELPFUL:
        _follow_helpful(conversation, score.number, was_helpful=score.score == 1)
    return {"survey": rating.survey, "score": rating.score}, is_new


def _follow_helpful(conversation_id: UUID, number: int, *, was_helpful: bool) -> None:
    """A yes closes, as the answer was the last word; a no counts as a failure of the bot."""
    with hold(conversation_id) as conversation:
        if conversation.holder != Holder.BOT or conversation.last_number != number:
            return
        episode, bot = current_episode(conversation), bot_actor()
        if was_helpful:
            close(
                conversation,
                Actor(Kind.CUSTOMER),
                "solved",
                "The customer said that it helped.",
                asks_csat=True,
            )
            return
        count_failure(episode)
        if failed_too_often(episode):
            ask_for_person(conversation, "unhelpful")
            return
        say(conversation, episode, bot, unhelpful_words(number, conversation.language))


def ask(conversation: UUID, reason: str) -> tuple[Answer, bool]:
    """Talk to a person: the answer tells what happens next; asking again changes nothing."""
    try:
        with hold(conversation) as held:
            notice, is_new = ask_for_person(held, "review" if reason == "review" else "button")
            state = state_of(held)
    except UnknownConversation as error:
        raise Refused(404, error.text) from error
    return {**state.as_json(), "text": notice}, is_new


def leave_email(conversation: UUID, email: object) -> Answer:
    """Keeps the address a waiting customer gave. It is a claim: nothing of a known customer is shown for it."""
    try:
        with hold(conversation) as held:
            _keep_email(held, str(email))
            text = languages.say(
                held.language, "Thank you. We will also write to you there if you have left."
            )
    except UnknownConversation as error:
        raise Refused(404, error.text) from error
    return {"text": text}


def _keep_email(conversation: Conversation, email: str) -> None:
    was = conversation.customer
    if was.email == email or conversation.is_proved:
        return
    conversation.customer = _customer(email, was.name)
    conversation.identity = Conversation.Identity.CLAIMED
    conversation.save(update_fields=["customer", "identity"])
    forget_nameless(was, heir=conversation.customer)
    text = languages.say(
        conversation.language,
        "Thank you, we have your e-mail address ({email}) and will answer there or here.",
        email=email,
    )
    append(conversation, current_episode(conversation), Actor(Kind.SYSTEM), Words(text))


def explain(conversation: UUID, number: int) -> Answer:
    """Why did I get this answer? number: that of the bot's message, or of the customer's own."""
    message = Conversation(pk=conversation).messages.filter(number=number).first()
    asked = number if message is None or message.kind == Kind.CUSTOMER else message.answers_number
    stored = StoredDecision.objects.filter(conversation_id=conversation, message__number=asked).first()
    if stored is None:
        raise Refused(404, "Nothing was decided automatically about this message.")
    return explain_to_customer(stored, stored.conversation.language)


LINE = Line(
    availability=availability,
    begin=begin,
    check=check_token,
    record=record,
    read=read,
    read_revised=read_revised,
    transcript=transcript,
    ask_for_person=ask,
    rate=rate_answer,
    leave_email=leave_email,
    explain=explain,
    may_attach=visitor_files.may_attach,
    prepare=visitor_files.prepare,
    attach=visitor_files.attach_file,
    drop=drop,
    attachment=visitor_files.attachment,
    remove_attachment=visitor_files.remove_attachment,
    find_file=visitor_files.find_file,
)
