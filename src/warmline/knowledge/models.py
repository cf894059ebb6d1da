"""What does the business know? Articles for people to read, curated answers for the bot to give."""

from django.db import models


class Article(models.Model):
    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    title = models.CharField(max_length=160)
    category = models.CharField(max_length=80, blank=True)
    body = models.TextField(help_text="Markdown")
    is_published = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["category", "title"]

    def __str__(self) -> str:
        return self.title


class Answer(models.Model):
    """A curated answer: the bot sends its text verbatim, with the article as source."""

    key = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    title = models.CharField(max_length=160)
    text = models.TextField()
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers"
    )
    #: A form or action that answers instead of the text, such as "order_status".
    action = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Phrase(models.Model):
    """One way in which customers ask for an answer."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="phrases")
    text = models.CharField(max_length=500)
    #: Where it comes from: "owner", "playbook", later "correction".
    origin = models.CharField(max_length=20, default="owner")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "text"], name="phrase_once")]

    def __str__(self) -> str:
        return self.text


class Passage(models.Model):
    """A text as the search knows it, with its vector (float32, little endian); made anew at each change.

    Of neither article nor answer: a question that, as people said, none of them is right for (`unanswerable.py`).
    """

    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="passages")
    answer = models.ForeignKey(Answer, null=True, on_delete=models.CASCADE, related_name="passages")
    text = models.TextField()
    vector = models.BinaryField()
    encoder = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.text[:60]


class Edition(models.Model):
    """Counts the changes of the knowledge (row 1), so that every process sees that its index is old."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
