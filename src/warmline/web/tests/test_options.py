"""Does an option keep what the owner sets, within its bounds?"""

import pytest

from warmline.web.models import Setting
from warmline.web.options import BadValue, Option, all_options, change, reset, value_of, values

SHARE = Option(key="x.share", label="How sure", default=0.7, kind="share", help="", high=1)


def test_every_default_fits_its_own_option() -> None:
    for option in all_options().values():
        assert option.check(option.default) == option.default, option.key


@pytest.mark.parametrize("bad", ["", "abc", "1.5", "-1", "nan", "inf", None, "1" * 5000])
def test_a_share_outside_its_bounds_is_refused_with_a_sentence(bad: object) -> None:
    with pytest.raises(BadValue, match="How sure: please enter"):
        SHARE.check(bad)


@pytest.mark.django_db
def test_a_reset_option_follows_its_default_again() -> None:
    change("bot.check_in_minutes", "20", by="Alice")
    assert value_of("bot.check_in_minutes") == values()["bot.check_in_minutes"] == 20
    assert Setting.objects.get().changed_by == "Alice"
    reset("bot.check_in_minutes")
    assert value_of("bot.check_in_minutes") == all_options()["bot.check_in_minutes"].default
