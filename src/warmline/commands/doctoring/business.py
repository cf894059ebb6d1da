"""Is the business ready for customers: owner, people, hours, knowledge, and does the work get done?"""

from collections.abc import Iterator
from datetime import timedelta

from warmline.calendar.models import OpeningHours
from warmline.commands.doctoring.finding import Finding
from warmline.jobs.engines import engine
from warmline.jobs.models import Job
from warmline.knowledge.models import Answer, Article
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.web.models import Business

#: A worker that runs takes a due job within seconds.
OVERDUE = timedelta(minutes=1)


def check_owner() -> Iterator[Finding]:
    if not Business.objects.exists():
        yield Finding(
            "owner",
            "The business has no name and no owner yet.",
            'Start "warmline serve" and open the address that it prints.',
        )
    elif not Person.objects.filter(role=Person.Role.OWNER, is_active=True).exists():
        yield Finding(
            "owner",
            "Nobody here is an owner, so nobody can change rules or invite people.",
            "Restore a backup in which there was one.",
        )


def check_people() -> Iterator[Finding]:
    # A person who was invited and has not chosen a password yet cannot take a conversation.
    able = [person for person in Person.objects.filter(is_active=True) if person.has_usable_password()]
    if not able:
        yield Finding(
            "people",
            "There is nobody the bot can hand a conversation over to.",
            "Invite people at /people/.",
        )


def check_hours() -> Iterator[Finding]:
    if not OpeningHours.objects.exists():
        yield Finding(
            "hours",
            "There are no opening hours, so customers are not told when a person is here.",
            "Set them at /business/.",
        )


def check_knowledge() -> Iterator[Finding]:
    has_answers = Answer.objects.filter(is_active=True).exists()
    has_articles = Article.objects.filter(is_published=True).exists()
    if not (has_answers or has_articles):
        yield Finding(
            "knowledge",
            "There are no answers and no articles, so the bot passes every question on to a person.",
            "Write some at /knowledge/.",
        )


def check_parked_jobs() -> Iterator[Finding]:
    parked = Job.objects.exclude(failed_at=None)
    count = parked.count()
    if count:
        names = ", ".join(sorted(set(parked.values_list("name", flat=True)))[:5])
        yield Finding(
            "parked jobs",
            f"{count} pieces of work failed each time and were given up ({names}).",
            "Look for conversations that wait in the inbox; the log names what went wrong.",
        )


def check_overdue_jobs() -> Iterator[Finding]:
    late = now() - OVERDUE
    overdue = [job for job in engine().waiting() if (job.due_at or job.created_at or now()) < late]
    if overdue:
        yield Finding(
            "overdue jobs",
            f"{len(overdue)} pieces of work wait since more than a minute: no worker is running.",
            'Start "warmline serve" or "warmline worker".',
        )
