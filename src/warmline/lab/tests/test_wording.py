"""Figures are printed for people: each with its meaning, several of one kind as a table."""

from warmline.lab.wording import in_words


def test_a_figure_stands_with_what_it_means() -> None:
    assert in_words({"f1": 0.91237, "promised": False, "threshold": None}) == [
        "f1           0.9124  Precision and recall in one figure (1 is best).",
        "promised         no  Whether there is evidence enough to promise that.",
        "threshold         -  The bot answers from this confidence on.",
    ]


def test_things_with_the_same_figures_are_a_table() -> None:
    assert in_words({"per_reason": {"upset": {"brought": 2, "right": 1}, "sensitive": {"brought": 1}}}) == [
        "per_reason: which rule brought people, and how often rightly",
        "               brought      right",
        "  upset              2          1",
        "  sensitive          1          -",
    ]


def test_long_lists_are_cut_and_empty_ones_said() -> None:
    assert "c11 and 88 more" in in_words({"missed": [f"c{n}" for n in range(100)]})[0]
    assert "none" in in_words({"missed": [], "turns_late": {}})[0]
