"""What is wrong with this installation?"""

from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import asdict

from warmline.commands.doctoring import audit, business, files, mail, model, places, storage
from warmline.commands.doctoring.finding import Finding
from warmline.commands.printing import print_json, print_lines

Check = Callable[[], Iterator[Finding]]

#: The later ones need what the earlier ones look at.
BEFORE_TABLES: tuple[Check, ...] = (
    places.check_data_folder,
    places.check_disk,
    places.check_redis,
    places.check_encoder,
)
DATABASE: tuple[Check, ...] = (storage.check_database, storage.check_tables)
ROWS: tuple[Check, ...] = (
    storage.check_clock,
    storage.check_database_clock,
    audit.check_log,
    audit.check_secrets,
    business.check_owner,
    business.check_people,
    business.check_hours,
    business.check_knowledge,
    business.check_parked_jobs,
    business.check_overdue_jobs,
    model.check_model,
    files.check_contents,
    files.check_scanner,
    mail.check_mail,
)


def run(options: Namespace) -> int:
    findings = [*examine(), *places.check_port(options.host, options.port)]
    if options.json:
        print_json({"is_well": not findings, "findings": [asdict(finding) for finding in findings]})
    elif findings:
        print_lines(*(line for finding in findings for line in _in_words(finding)))
    else:
        print_lines("All is well.")
    return 1 if findings else 0


def examine() -> list[Finding]:
    findings = _all_of(BEFORE_TABLES)
    for check in DATABASE:
        found = list(check())
        if found:
            return findings + found
    return findings + _all_of(ROWS)


def _all_of(checks: tuple[Check, ...]) -> list[Finding]:
    return [finding for check in checks for finding in check()]


def _in_words(finding: Finding) -> tuple[str, str]:
    return f"✗ {finding.problem}", f"  → {finding.remedy}"
