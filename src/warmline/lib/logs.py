"""What stands in the log? Where something went wrong and of which kind, never what somebody wrote."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType

#: A link that opens an account.
JOIN_LINK = re.compile(r"/staff/join/[^\s\"']+")

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Without the texts of errors: databases and parsers quote there what a customer said."""

    def format(self, record: logging.LogRecord) -> str:
        return JOIN_LINK.sub("/staff/join/…", super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        if record.name == "asyncio":
            # Its later lines describe the task with the text of its error.
            record.message = record.message.split("\n")[0]
        return super().formatMessage(record)

    def formatException(self, ei: ErrorInfo) -> str:
        return "\n".join(_tell(ei[1])) if ei[1] else ""


class JsonFormatter(QuietFormatter):
    """One object a line: {"at", "level", "logger", "message", "error"?}, with as little in it as in the others."""

    def format(self, record: logging.LogRecord) -> str:
        message = JOIN_LINK.sub("/staff/join/…", record.getMessage())
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            # asyncio's later lines describe the task with the text of its error.
            "message": message.split("\n")[0] if record.name == "asyncio" else message,
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _tell(error: BaseException | None) -> list[str]:
    """The error and what led to it, the first cause first, each with its way through the code."""
    lines: list[str] = []
    while error is not None and len(lines) < 400:
        own = [*traceback.format_tb(error.__traceback__), type(error).__qualname__]
        lines[:0] = [line.rstrip("\n") for line in own]
        error = error.__cause__ or error.__context__
    return lines
