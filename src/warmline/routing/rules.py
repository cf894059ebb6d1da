"""Which matter needs which skill? The owner's rules, in words, with who can do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from warmline.audit.recording import record
from warmline.knowledge.models import Answer, Article
from warmline.labels.models import Label
from warmline.routing.models import SkillRule
from warmline.staff.abilities import LONGEST_SKILL, tidy_skills
from warmline.staff.models import Person

MOST_RULES: Final = 200
#: Those of Reading.sensitivity.
SENSITIVE: Final = {
    "health": gettext_noop("health"),
    "bereavement": gettext_noop("bereavement"),
    "money": gettext_noop("money trouble"),
    "safety": gettext_noop("safety"),
    "legal": gettext_noop("law"),
}


class RuleRefused(Exception):
    """text: one sentence for the owner."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Matter:
    """What a rule can be about. key: "answer answer:wedding-cakes", as the form sends it."""

    key: str
    name: str


@dataclass(frozen=True)
class Said:
    """One rule in words. people: who has the skill, "" for nobody."""

    rule: SkillRule
    about: str
    name: str
    people: str


def matters() -> Mapping[str, Sequence[Matter]]:
    """By group, for the list to choose from."""
    answers = [
        Matter(f"answer answer:{key}", title)
        for key, title in Answer.objects.order_by("title").values_list("key", "title")
    ]
    articles = [
        Matter(f"answer article:{slug}", title)
        for slug, title in Article.objects.order_by("title").values_list("slug", "title")
    ]
    labels = Label.objects.filter(archived_at=None, merged_into=None).order_by("name")
    return {
        _("Questions answered by"): answers,
        _("Questions about the article"): articles,
        _("Conversations labelled"): [Matter(f"label {each.pk}", each.name) for each in labels],
        _("Sensitive matters"): [Matter(f"sensitive {value}", _(name)) for value, name in SENSITIVE.items()],
    }


def add_rule(key: str, skill: str) -> SkillRule:
    """The same again is the same rule. Raises RuleRefused."""
    if key not in {each.key for group in matters().values() for each in group}:
        raise RuleRefused(_("Please choose what it is about."))
    words = tidy_skills([skill])
    if not words or len(words[0]) > LONGEST_SKILL or "," in words[0]:
        raise RuleRefused(_("Please write one skill of at most {most} letters.").format(most=LONGEST_SKILL))
    if SkillRule.objects.count() >= MOST_RULES:
        raise RuleRefused(_("There are as many rules as we can keep. Please remove one first."))
    kind, _space, value = key.partition(" ")
    with transaction.atomic():
        rule, is_new = SkillRule.objects.get_or_create(kind=kind, value=value, skill=words[0])
        if is_new:
            record("rule changed", f"skill for {key}"[:160], {"to": rule.skill})
    return rule


def remove_rule(rule: SkillRule) -> None:
    with transaction.atomic():
        record("rule changed", f"skill for {rule.kind} {rule.value}"[:160], {"from": rule.skill, "to": ""})
        rule.delete()


def rules_in_words() -> Sequence[Said]:
    names = {each.key: each.name for group in matters().values() for each in group}
    people = list(Person.objects.filter(is_active=True).order_by("name", "pk"))
    return [
        Said(
            rule,
            rule.get_kind_display(),
            names.get(f"{rule.kind} {rule.value}", _("something that is no longer there")),
            ", ".join(each.name for each in people if rule.skill in each.skills),
        )
        for rule in SkillRule.objects.all()
    ]
