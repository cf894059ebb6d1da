"""What does the owner decide about people at their desks?"""

from warmline.web.options import Option

OPTIONS = (
    Option(
        key="staff.away_minutes",
        label="Away by itself",
        default=5,
        kind="int",
        unit="minutes",
        low=0,
        high=240,
        help="Without a key or a pointer for so long, somebody counts as away and new conversations go to colleagues. "
        "The first touch brings them back. With 0 only a closed page or the switch makes somebody away.",
    ),
)
