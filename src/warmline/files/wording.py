"""How is the size of a file said?"""


def say_size(size: int) -> str:
    """ "214 kB", "3.4 MB"; as people count, in thousands."""
    if size < 1000:
        return f"{size} B"
    return f"{round(size / 1000)} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
