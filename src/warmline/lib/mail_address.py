"""Which server takes our mails, as the environment says it? `smtp://user:password@host:587`, read once at the start."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

#: A server that does not answer is asked again later; nobody waits for it.
SECONDS = 10
HERE = ("localhost", "127.0.0.1", "::1")


def read_mail_settings(url: str, sender: str, site: str) -> dict[str, Any]:
    """Django's settings of mail; no server when url is "". Raises ValueError with a sentence.

    smtps:// speaks TLS from the start (port 465), smtp:// by STARTTLS (port 587); only a server on this machine,
    or one with ?tls=no, is spoken to in the open.
    """
    if not url:
        return {"EMAIL_HOST": ""}
    try:
        parts = urlsplit(url)
        port, tls = parts.port, parse_qs(parts.query).get("tls", [""])[0]
    except ValueError:
        raise ValueError("WARMLINE_SMTP_URL cannot be read.") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or tls not in ("", "no"):
        raise ValueError(
            "WARMLINE_SMTP_URL must be smtp:// or smtps://, with a host, and may end in ?tls=no."
        )
    if not _is_address(sender):
        raise ValueError("WARMLINE_SMTP_URL needs WARMLINE_MAIL_FROM, the address that our mails come from.")
    if not site.startswith(("http://", "https://")):
        raise ValueError(
            "WARMLINE_SMTP_URL needs WARMLINE_SITE, where the desk is: links in mails lead there."
        )
    is_safe = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if is_safe else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_safe,
        "EMAIL_USE_TLS": not is_safe and tls != "no" and parts.hostname not in HERE,
        "EMAIL_TIMEOUT": SECONDS,
        "DEFAULT_FROM_EMAIL": sender,
    }


def _is_address(text: str) -> bool:
    name, at, host = text.partition("@")
    return bool(name and at and host) and text.isprintable() and not set(text) & set(' <>",\\')
