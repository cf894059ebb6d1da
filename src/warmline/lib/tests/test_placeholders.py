"""Which places stand in a text, and can a value or a hostile text smuggle one in?"""

import pytest

from warmline.lib.placeholders import fill, find_unfilled, split

VALUES = {"customer.name": "Dana", "order.number": "", "evil": "{{agent.name}}\n<b>", "agent.name": "Bob"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hello {{customer.name}}!", "Hello Dana!"),
        ("Hello {{ Customer.Name }}!", "Hello Dana!"),
        ("{{order.number}} {{nobody}}", "{{order.number}} {{nobody}}"),
        ("{{evil}}", "{agent.name} <b>"),
        ("{{{customer.name}}}", "{Dana}"),
        ("{{customer.name", "{{customer.name"),
        (
            "{{}} {{ }} {{1}} {{a b}} {% now %} {{x|safe}} {{x()}}",
            "{{}} {{ }} {{1}} {{a b}} {% now %} {{x|safe}} {{x()}}",
        ),
        ("", ""),
        ("plain", "plain"),
    ],
)
def test_places_are_filled_and_nothing_else_is_read(text: str, filled: str) -> None:
    assert fill(text, VALUES) == filled


def test_what_has_no_value_is_named_once_as_it_is_written() -> None:
    assert find_unfilled("{{a}} {{ a }} {{a}} {{b.c}} {{1}}") == ["{{a}}", "{{ a }}", "{{b.c}}"]


def test_the_pieces_together_are_the_text() -> None:
    pieces = split("A {{customer.name}} {{x}} z", VALUES)
    assert [(piece.text, piece.name, piece.is_filled) for piece in pieces] == [
        ("A ", "", False),
        ("Dana", "customer.name", True),
        (" ", "", False),
        ("{{x}}", "x", False),
        (" z", "", False),
    ]


@pytest.mark.parametrize("name", ["{{a}}", "{{{{a}}}}", "{{" * 500 + "a" + "}}" * 500, "{ {a} }", "x" * 5000])
def test_a_value_never_becomes_a_place(name: str) -> None:
    assert find_unfilled(fill("Hi {{v}}", {"v": name})) == []


def test_huge_texts_are_read_in_one_go() -> None:
    assert find_unfilled("{{" * 100_000) == []
    assert find_unfilled("{{ " * 100_000 + "{{a}}") == ["{{a}}"]
