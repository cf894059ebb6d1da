"""What may be written into an article or an answer?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from warmline.knowledge.models import Answer, Article, Phrase
from warmline.knowledge.saving import AnswerDraft, ArticleDraft

#: About 3,000 words: chosen by us; what is longer is two articles.
LONGEST_BODY = 20_000
#: An answer is read in a chat window: chosen by us, about a screen.
LONGEST_TEXT = 2_000
LONGEST_PHRASE = 500
MOST_PHRASES = 200
#: What can answer instead of the text; the bot's forms of these names.
ACTIONS = [("", "Send the text above"), ("order_status", "Ask for the order number and look the order up")]


class ArticleForm(forms.Form):
    title = forms.CharField(
        max_length=160, help_text="What a customer would look for: “Returns and refunds”."
    )
    category = forms.CharField(
        max_length=80, required=False, help_text="Articles of one category stand together in the help centre."
    )
    body = forms.CharField(
        label="Text",
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="Markdown: **bold**, - list, ## heading, [link](https://…).",
    )
    is_published = forms.BooleanField(
        label="Published", required=False, initial=True, help_text="In the help centre, and known to the bot."
    )

    def __init__(self, *args: Any, article: Article | None = None, **kwargs: Any) -> None:
        self.article = article
        super().__init__(*args, **kwargs)

    def clean_title(self) -> str:
        title = one_line(self.cleaned_data["title"])
        if (
            Article.objects.filter(title__iexact=title)
            .exclude(pk=self.article.pk if self.article else 0)
            .exists()
        ):
            raise ValidationError(
                "There is already an article with this title. Could you say it in another way?"
            )
        return title

    def clean_category(self) -> str:
        return one_line(self.cleaned_data["category"])

    def draft(self) -> ArticleDraft:
        values = self.cleaned_data
        return ArticleDraft(values["title"], values["body"], values["category"], "", values["is_published"])

    @staticmethod
    def initial_of(article: Article) -> dict[str, Any]:
        return {name: getattr(article, name) for name in ("title", "category", "body", "is_published")}


class AnswerForm(forms.Form):
    title = forms.CharField(max_length=160, help_text="Short, for you and for asking back: “Opening hours”.")
    text = forms.CharField(
        label="Answer",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="The bot sends it word for word.",
    )
    phrases = forms.CharField(
        label="How customers ask",
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="One way of asking per line. Five different ones are a good start.",
    )
    article = forms.ModelChoiceField(
        label="Source",
        queryset=Article.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="No article",
        help_text="Shown under the answer, so that customers can read on.",
    )
    action = forms.ChoiceField(label="What the bot does", choices=ACTIONS, required=False)
    is_active = forms.BooleanField(
        label="In use", required=False, initial=True, help_text="The bot may give it."
    )

    def __init__(self, *args: Any, answer: Answer | None = None, **kwargs: Any) -> None:
        self.answer = answer
        super().__init__(*args, **kwargs)
        source = self.fields["article"]
        assert isinstance(source, forms.ModelChoiceField)  # noqa: S101 (declared above)
        source.queryset = Article.objects.only("slug", "title").order_by("title")

    def clean_title(self) -> str:
        title = one_line(self.cleaned_data["title"])
        if (
            Answer.objects.filter(title__iexact=title)
            .exclude(pk=self.answer.pk if self.answer else 0)
            .exists()
        ):
            raise ValidationError(
                "There is already an answer with this title. Could you say it in another way?"
            )
        return title

    def clean_phrases(self) -> tuple[str, ...]:
        lines = (one_line(line) for line in self.cleaned_data["phrases"].splitlines())
        phrases = tuple(dict.fromkeys(line for line in lines if line))
        if len(phrases) > MOST_PHRASES:
            raise ValidationError(f"At most {MOST_PHRASES} ways of asking, please; these are {len(phrases)}.")
        if any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
            raise ValidationError(f"A way of asking has at most {LONGEST_PHRASE} characters.")
        self._refuse_phrases_of_others(phrases)
        return phrases

    def _refuse_phrases_of_others(self, phrases: tuple[str, ...]) -> None:
        """The same words for two answers make the bot unsure of both."""
        others = Phrase.objects.filter(text__in=phrases).exclude(answer=self.answer)
        if taken := others.select_related("answer").first():
            raise ValidationError(f"“{taken.text}” already stands with the answer “{taken.answer.title}”.")

    def draft(self) -> AnswerDraft:
        values = self.cleaned_data
        return AnswerDraft(
            title=values["title"],
            text=values["text"],
            phrases=values["phrases"],
            article=values["article"].slug if values["article"] else "",
            action=values["action"],
            is_active=values["is_active"],
        )

    @staticmethod
    def initial_of(answer: Answer) -> dict[str, Any]:
        phrases = answer.phrases.order_by("id").values_list("text", flat=True)
        return {
            "title": answer.title,
            "text": answer.text,
            "phrases": "\n".join(phrases),
            "article": answer.article.slug if answer.article else "",
            "action": answer.action,
            "is_active": answer.is_active,
        }


def one_line(text: str) -> str:
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
