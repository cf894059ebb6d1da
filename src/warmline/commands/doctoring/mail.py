"""Does the mail server answer that the environment names?"""

from collections.abc import Iterator

from warmline.commands.doctoring.finding import Finding
from warmline.lib.mail import MailFailed, ask_server, has_mail


def check_mail() -> Iterator[Finding]:
    """Says hello and signs in, sends nothing; none where no server was named."""
    if not has_mail():
        return
    try:
        ask_server()
    except MailFailed as failed:
        if failed.permanent:
            yield Finding(
                "mail",
                "The mail server does not take our name and password, so nobody who is away is told.",
                "Check both in WARMLINE_SMTP_URL; signs such as @ are written as %40 there.",
            )
        else:
            yield Finding(
                "mail",
                f"The mail server does not answer ({failed}), so nobody who is away is told.",
                "Check host, port and smtp:// or smtps:// in WARMLINE_SMTP_URL.",
            )
