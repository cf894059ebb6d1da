"""Deciding is total, repeatable, and never says what it must not, whatever the case."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import (
    ACTIONS,
    ADMIT,
    ANSWER,
    ASK_BACK,
    CLOSE,
    HAND_OVER,
    Case,
    Proposal,
    Protocol,
    ScopeTopic,
)
from warmline.decisions.deciding import decide, rules
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading, Signal

SHARE = st.floats(0, 1)
WORDS = st.lists(st.text(min_size=1, max_size=10), max_size=2).map(tuple)
ACTS = ["question", "greeting", "thanks", "goodbye", "yes", "no", "are_you_a_bot", "empty", "abuse"]
READINGS = st.builds(
    Reading,
    language=st.builds(Signal, st.sampled_from(["", "en", "de", "ja"]), SHARE),
    wish=st.builds(Signal, st.booleans(), SHARE, WORDS),
    frustration=st.builds(Signal, SHARE, SHARE, WORDS),
    sensitivity=st.builds(
        Signal, st.sampled_from(["", "health", "bereavement", "money", "safety", "legal"]), SHARE, WORDS
    ),
    urgency=st.builds(Signal, SHARE),
    act=st.builds(Signal, st.sampled_from(ACTS)),
    effort=st.builds(Signal, st.integers(0, 5)),
)
PROPOSALS = st.lists(
    st.builds(
        Proposal,
        key=st.sampled_from(["curated:a", "curated:b", "article:c", "talk:greeting"]),
        title=st.text(max_size=10),
        text=st.just("text"),
        confidence=SHARE,
        talk=st.booleans(),
        fails=st.booleans(),
    ),
    max_size=4,
    unique_by=lambda proposal: proposal.key,
).map(tuple)
CASES = st.builds(
    Case,
    text=st.text(max_size=40) | st.just("a wedding cake"),
    reading=READINGS,
    proposals=PROPOSALS,
    failures=st.integers(0, 4),
    bot_turns=st.integers(0, 30),
    asked_back=st.booleans(),
    asked_if_solved=st.booleans(),
    offered_person=st.booleans(),
    value_minor=st.integers(0, 100_000),
    prefers=st.sampled_from(["", "person", "self_service"]),
    instruction=st.sampled_from(["", "Go on."]),
)
PROTOCOLS = st.builds(
    Protocol,
    answer_at=SHARE,
    ask_back_at=SHARE,
    failures_before_person=st.integers(1, 5),
    frustration_at=SHARE,
    high_value_minor=st.integers(0, 50_000),
    long_conversation_turns=st.integers(3, 30),
    sensitive_to_person=st.booleans(),
    topics=st.just((ScopeTopic("Weddings", ("wedding",)),)),
    languages=st.sampled_from([(), ("en",)]),
)


@settings(max_examples=600, deadline=None)
@given(CASES, PROTOCOLS)
def test_any_case_is_decided_properly(case: Case, protocol: Protocol) -> None:
    decision = decide(case, protocol)
    assert decision == decide(case, protocol)
    assert decision.action in ACTIONS
    assert decision.because
    assert decision.verdicts and decision.verdicts[0].action == decision.action
    assert [v.weight for v in decision.verdicts] == sorted(
        (v.weight for v in decision.verdicts), reverse=True
    )
    match decision.action:
        case "hand_over":
            assert decision.reason in Reason.values
            assert decision.priority in Priority.values
            assert decision.to_customer
        case "answer":
            assert len(decision.proposals) == 1
            assert decision.proposals[0].confidence >= protocol.answer_at
        case "ask_back":
            assert decision.proposals and not case.asked_back
            assert decision.proposals[0].confidence >= protocol.ask_back_at
        case _:
            assert decision.to_customer


@settings(max_examples=300, deadline=None)
@given(CASES, PROTOCOLS)
def test_who_asks_for_a_person_always_gets_one(case: Case, protocol: Protocol) -> None:
    asked = replace(case, reading=replace(case.reading, wish=Signal(True, 0.95, ("human",))))
    assert decide(asked, protocol).action == HAND_OVER


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_speaks_on_its_samples_under_its_own_name(rule: Rule) -> None:
    assert rule.samples
    assert rule.about.endswith(".")
    for case, protocol in rule.samples:
        verdict = rule.speak(case, protocol)
        assert verdict is not None and verdict.rule == rule.name and verdict.action in ACTIONS
        assert verdict.because.endswith(".") and "\n" not in verdict.to_customer
        assert len(verdict.because) <= 500 and len(verdict.to_customer) <= 500


def test_every_weight_belongs_to_one_rule() -> None:
    weights = [rule.speak(*rule.samples[0]).weight for rule in rules()]  # type: ignore[union-attr]
    assert sorted(weights) == sorted(Weight)


HOURS = Proposal("curated:hours", "Opening hours", "We open at 7.", 0.9)
HALF = replace(HOURS, confidence=0.5)
OTHER = Proposal("curated:holidays", "Holidays", "Closed on Christmas Day.", 0.45)
QUESTION = Case("When are you open?", Reading())


def say(act: str, **known: object) -> Case:
    return Case(act, Reading(act=Signal(act)), **known)  # type: ignore[arg-type]


def reads(**signals: Signal) -> Case:
    return Case("text", Reading(**signals), (HOURS,))


def test_what_is_known_is_answered() -> None:
    decision = decide(replace(QUESTION, proposals=(HOURS, OTHER)), Protocol())
    assert (decision.action, decision.proposals) == (ANSWER, (HOURS,))


def test_what_is_half_known_is_asked_back_once() -> None:
    asked = decide(replace(QUESTION, proposals=(HALF, OTHER)), Protocol())
    assert (asked.action, asked.proposals) == (ASK_BACK, (HALF, OTHER))
    again = decide(replace(QUESTION, proposals=(HALF, OTHER), asked_back=True), Protocol())
    assert again.action == ADMIT


def test_what_is_unknown_is_admitted_and_the_second_time_a_person_comes() -> None:
    first = decide(QUESTION, Protocol())
    assert first.action == ADMIT and first.to_customer.endswith("?")
    second = decide(replace(QUESTION, failures=1), Protocol())
    assert (second.action, second.reason) == (HAND_OVER, "missing_knowledge")


def test_asking_back_in_vain_twice_brings_a_person() -> None:
    decision = decide(replace(QUESTION, proposals=(HALF,), asked_back=True, failures=1), Protocol())
    assert (decision.action, decision.reason) == (HAND_OVER, "clarification_failed")


def test_a_lookup_that_fails_counts_as_a_failure() -> None:
    failing = replace(QUESTION, proposals=(replace(HOURS, fails=True),))
    assert decide(failing, Protocol()).action == ANSWER
    second = decide(replace(failing, failures=1), Protocol())
    assert (second.action, second.reason) == (HAND_OVER, "tool_failure")


def test_yes_to_did_that_help_closes_and_no_is_met_with_an_offer() -> None:
    assert decide(say("yes", asked_if_solved=True), Protocol()).action == CLOSE
    assert decide(say("no", asked_if_solved=True), Protocol()).action == ADMIT
    assert decide(say("no", asked_if_solved=True, failures=1), Protocol()).action == HAND_OVER


def test_yes_to_the_offer_of_a_person_brings_one() -> None:
    decision = decide(say("yes", offered_person=True), Protocol())
    assert (decision.action, decision.reason) == (HAND_OVER, "customer_request")


def test_tears_over_insulin_reach_a_person_at_once_and_a_late_bill_soon() -> None:
    tears = decide(
        reads(sensitivity=Signal("health", 0.9, ("insulin",)), frustration=Signal(0.8), urgency=Signal(0.8)),
        Protocol(),
    )
    assert (tears.action, tears.reason, tears.priority) == (HAND_OVER, "sensitive", Priority.AT_ONCE)
    bill = decide(reads(sensitivity=Signal("money", 0.9, ("debt",)), frustration=Signal(0.8)), Protocol())
    assert bill.priority == Priority.HIGH


def test_the_owner_may_leave_sensitive_matters_to_the_bot_but_not_danger() -> None:
    relaxed = Protocol(sensitive_to_person=False)
    assert decide(reads(sensitivity=Signal("legal", 0.9, ("lawyer",))), relaxed).action == ANSWER
    danger = reads(sensitivity=Signal("safety", 0.9, ("kill myself",)), urgency=Signal(0.95))
    assert decide(danger, relaxed).priority == Priority.AT_ONCE


def test_being_upset_outweighs_a_known_answer_and_is_told_to_staff_in_the_customers_words() -> None:
    decision = decide(reads(frustration=Signal(0.7, 0.8, ("third time", "STILL"))), Protocol())
    assert (decision.action, decision.reason) == (HAND_OVER, "emotion")
    assert decision.because == "The customer is upset: “third time”, “STILL”."
    assert "knows_answer" in [verdict.rule for verdict in decision.verdicts]


def test_thanks_after_a_storm_is_no_reason_for_a_person() -> None:
    assert decide(say("thanks", asked_if_solved=True), Protocol(frustration_at=0.0)).action == CLOSE


def test_the_most_urgent_reason_sets_the_priority() -> None:
    case = reads(wish=Signal(True, 0.95, ("human",)), frustration=Signal(0.9))
    decision = decide(case, Protocol())
    assert (decision.reason, decision.priority) == ("customer_request", Priority.HIGH)


def test_the_owners_topics_match_whole_words_only() -> None:
    protocol = Protocol(
        topics=(ScopeTopic("Weddings", ("wedding cake", "cv"), "Ines designs them herself."),)
    )
    assert (
        decide(Case("Do you make wedding cakes?", Reading()), protocol).to_customer
        == "Ines designs them herself."
    )
    assert decide(Case("the weddingcake cvs1", Reading()), protocol).action == ADMIT


def test_high_value_and_preference_bring_a_person_but_not_for_small_talk_nor_after_a_warm_return() -> None:
    protocol = Protocol(high_value_minor=1000)
    valued = replace(QUESTION, value_minor=1000, proposals=(HOURS,))
    assert decide(valued, protocol).reason == "high_value"
    assert decide(replace(QUESTION, prefers="person"), protocol).reason == "customer_request"
    assert decide(replace(valued, reading=Reading(act=Signal("thanks"))), protocol).action != HAND_OVER
    assert (
        decide(replace(valued, prefers="person", instruction="Tell them the hours."), protocol).action
        == ANSWER
    )


def test_a_language_without_answers_goes_to_a_person_in_that_language() -> None:
    french = Case("Où est ma commande ?", Reading(language=Signal("fr", 0.98)), (HOURS,))
    decision = decide(french, Protocol(languages=("en",)))
    assert (decision.action, decision.reason) == (HAND_OVER, "missing_knowledge")
    assert "une personne" in decision.to_customer
    assert decide(french, Protocol(languages=("en", "fr"))).action == ANSWER


def test_a_long_conversation_gets_a_persons_eye() -> None:
    assert decide(replace(QUESTION, bot_turns=12, proposals=(HOURS,)), Protocol()).reason == "usage_limit"
