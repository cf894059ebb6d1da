"""How does a mail leave? Through the one server that the environment names, in time, or not at all."""

import smtplib
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection


class MailFailed(Exception):
    """It did not leave. permanent: trying again would end the same. Never holds an address or a word of the mail."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        self.permanent = permanent
        super().__init__(reason)


@dataclass(frozen=True)
class Mail:
    """key: the same mail has the same one, so that whoever gets it twice can tell."""

    to: str
    subject: str
    text: str
    html: str
    key: str
    headers: dict[str, str] = field(default_factory=dict)


def has_mail() -> bool:
    """Was a server named at all?"""
    return bool(settings.EMAIL_HOST)


def send_mail(mail: Mail, *, sender: str = "") -> None:
    """Handed to the server, which has accepted it. sender: a name that goes before the address. Raises MailFailed."""
    if not has_mail():
        raise MailFailed("no server", permanent=True)
    message = EmailMultiAlternatives(
        subject=" ".join(mail.subject.split()),
        body=mail.text,
        from_email=_from(sender),
        to=[mail.to],
        headers={
            "Message-ID": f"<{mail.key}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
            **mail.headers,
        },
        connection=get_connection(),
    )
    message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except (
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPSenderRefused,
        smtplib.SMTPAuthenticationError,
    ) as error:
        raise MailFailed(type(error).__name__, permanent=True) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise MailFailed(type(error).__name__) from error


def _from(sender: str) -> str:
    name = "".join(sign for sign in sender if sign.isprintable() and sign not in '"<>\\')[:80].strip()
    return f'"{name}" <{settings.DEFAULT_FROM_EMAIL}>' if name else settings.DEFAULT_FROM_EMAIL


def ask_server() -> None:
    """Says hello, signs in where a name is set, and leaves. Raises MailFailed."""
    try:
        connection = get_connection()
        connection.open()
        connection.close()
    except smtplib.SMTPAuthenticationError as error:
        raise MailFailed("SMTPAuthenticationError", permanent=True) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise MailFailed(type(error).__name__) from error
