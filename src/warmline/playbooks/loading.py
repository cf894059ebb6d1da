"""How does a playbook become an installation? Business, staff, hours, rules, knowledge, products and its past."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from warmline.calendar.models import Holiday, OpeningHours
from warmline.commerce.models import Product
from warmline.decisions.models import Topic
from warmline.knowledge.saving import AnswerDraft, ArticleDraft, save_all
from warmline.playbooks.generating import generate
from warmline.playbooks.loading_history import load_history
from warmline.playbooks.playbook import Playbook
from warmline.playbooks.reading import read_playbook
from warmline.staff.demo_logins import DEMO_PASSWORD
from warmline.staff.models import Person
from warmline.web.models import Business
from warmline.web.options import change

Progress = Callable[[str, int, int], None]


def load_playbook(name: str, now: datetime, on_progress: Progress | None = None) -> None:
    """Fills an empty installation as a demo, in one transaction.

    on_progress gets what is being done, how much of it is done and how much there is.
    Raises PlaybookError for an unknown or faulty playbook.
    """
    playbook = read_playbook(name)
    history = generate(playbook, now=now)
    tell = on_progress or (lambda what, done, of: None)
    with transaction.atomic():
        _load_business(playbook)
        _load_staff(playbook)
        _load_rules(playbook)
        _load_products(playbook)
        load_knowledge(playbook, lambda done, of: tell("Learning the answers", done, of))
        load_history(playbook, history, lambda done, of: tell("Remembering past conversations", done, of))


def _load_business(playbook: Playbook) -> None:
    from_playbook = playbook.business
    Business.objects.create(
        pk=1,
        name=from_playbook.name,
        slogan=from_playbook.slogan,
        about=from_playbook.about,
        timezone=from_playbook.timezone,
        currency=from_playbook.currency,
        language=from_playbook.language,
        email=from_playbook.email,
        phone=from_playbook.phone,
        address=from_playbook.address,
        bot_name=from_playbook.bot_name,
        greeting=from_playbook.greeting,
        playbook=playbook.name,
        is_demo=True,
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(weekday=row.weekday, opens=row.opens, closes=row.closes) for row in playbook.hours
    )
    Holiday.objects.bulk_create(Holiday(date=day.date, name=day.name) for day in playbook.holidays)


def _load_staff(playbook: Playbook) -> None:
    # One hash for all: argon2 is slow on purpose, and everybody in a demo has the same password.
    password = make_password(DEMO_PASSWORD)
    Person.objects.bulk_create(
        Person(
            name=one.name,
            email=one.email,
            about=one.about,
            role=one.role,
            password=password,
            speaks=list(one.speaks),
            skills=list(one.skills),
        )
        for one in playbook.staff
    )


def _load_rules(playbook: Playbook) -> None:
    change("decisions.high_value_minor", playbook.rules.high_value_minor, by="playbook")
    Topic.objects.bulk_create(
        Topic(topic=topic.topic, words=list(topic.words), reason=topic.reason) for topic in playbook.scope
    )


def _load_products(playbook: Playbook) -> None:
    Product.objects.bulk_create(
        Product(
            sku=product.sku,
            name=product.name,
            category=product.category,
            price_minor=product.price_minor,
            description=product.description,
            tags=";".join(product.tags),
        )
        for product in playbook.products
    )


def load_knowledge(playbook: Playbook, on_progress: Callable[[int, int], None]) -> None:
    articles = [ArticleDraft(a.title, a.body, a.category, a.slug) for a in playbook.articles]
    answers = [
        AnswerDraft(
            title=answer.title,
            text=answer.text,
            phrases=answer.phrases,
            article=answer.article,
            action=answer.action,
            key=answer.key,
        )
        for answer in playbook.answers
    ]
    save_all(articles, answers, by="the playbook", on_progress=on_progress)
