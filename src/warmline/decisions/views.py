"""What do staff see of the decisions: the log, and one decision with everything it rests on?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from warmline.conversations.models import Reason
from warmline.decisions.case import ACTIONS
from warmline.decisions.explaining import explain_to_customer
from warmline.decisions.in_words import describe
from warmline.decisions.log import SHOWN_CHARACTERS, Filter, read_log
from warmline.decisions.models import StoredDecision
from warmline.decisions.storing import protocol_from_json
from warmline.decisions.understood import understood_in_words
from warmline.decisions.wording import (
    action_in_words,
    priority_in_words,
    reason_in_words,
    rule_in_words,
    sureness_in_words,
)
from warmline.staff.permissions import for_staff
from warmline.web.context import business_of
from warmline.web.tongue import language_now


@for_staff
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    business = business_of(request)
    wanted = Filter.from_query(request.GET.dict())
    page = read_log(wanted, business.timezone, request.GET.get("before", ""))
    context = {
        "rows": [_shown(row) for row in page.rows],
        "older": page.older,
        "is_first": "before" not in request.GET,
        "wanted": wanted,
        "actions": [(action, action_in_words(action)) for action in ACTIONS],
        "reasons": [(value, _(str(label))) for value, label in Reason.choices],
        "characters": SHOWN_CHARACTERS,
    }
    with override(business.timezone):
        return render(request, "decisions/log.html", context)


@for_staff
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    business = business_of(request)
    row = get_object_or_404(StoredDecision.objects.select_related("message"), pk=pk)
    context = {
        **_shown(row),
        "message": row.message,
        "understood": understood_in_words(row.case.get("reading", {})),
        "told": explain_to_customer(row, language_now())["reasons"],
        "verdicts": [_verdict(verdict) for verdict in row.verdicts],
        "proposals": [{**each, "percent": round(100 * each["confidence"])} for each in row.proposals],
        "protocol": describe(protocol_from_json(row), business.currency) if row.protocol else [],
        "versions": sorted(row.versions.items()),
    }
    with override(business.timezone):
        return render(request, "decisions/decision.html", context)


def _shown(row: StoredDecision) -> dict[str, Any]:
    percent = None if row.confidence is None else round(100 * row.confidence)
    return {
        "row": row,
        "action": action_in_words(row.action),
        "reason": reason_in_words(row.reason),
        "priority": priority_in_words(row.priority) if row.priority else "",
        "percent": percent,
        "sureness": sureness_in_words(row.action),
    }


def _verdict(stored: dict[str, Any]) -> dict[str, Any]:
    return {**stored, "name": rule_in_words(stored["rule"]), "does": action_in_words(stored["action"])}
