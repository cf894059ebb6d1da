"""How does the search see an article or an answer?"""

from collections.abc import Iterable

from warmline.knowledge.markdown import to_plain
from warmline.knowledge.models import Answer, Article
from warmline.knowledge.ranking import Entry


def article_entry(article: Article) -> Entry:
    key = f"article:{article.slug}"
    return Entry(key=key, kind="article", title=article.title, body=to_plain(article.body), topic=key)


def answer_entry(answer: Answer, phrases: Iterable[str], article_slug: str = "") -> Entry:
    """An answer and the article it rests on are one topic: they are no rivals."""
    return Entry(
        key=f"answer:{answer.key}",
        kind="answer",
        title=answer.title,
        body=answer.text,
        phrases=tuple(phrases),
        topic=f"article:{article_slug}" if article_slug else "",
    )
