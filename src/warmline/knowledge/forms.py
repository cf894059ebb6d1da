"""What may be written into an article or an answer?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from warmline.knowledge.models import Answer, Article, Phrase
from warmline.knowledge.saving import AnswerDraft, ArticleDraft

#: About 3,000 words: chosen by us; what is longer is two articles.
LONGEST_BODY = 20_000
#: An answer is read in a chat window: chosen by us, about a screen.
LONGEST_TEXT = 2_000
LONGEST_PHRASE = 500
MOST_PHRASES = 200
#: What can answer instead of the text; the bot's forms of these names.
ACTIONS = [
    ("", _("Send the text above")),
    ("order_status", _("Ask for the order number and look the order up")),
]


class ArticleForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        help_text=_("What a customer would look for: “Returns and refunds”."),
    )
    category = forms.CharField(
        label=_("Category"),
        max_length=80,
        required=False,
        help_text=_("Articles of one category stand together in the help centre."),
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Markdown: **bold**, - list, ## heading, [link](https://…)."),
    )
    is_published = forms.BooleanField(
        label=_("Published"),
        required=False,
        initial=True,
        help_text=_("In the help centre, and known to the bot."),
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
                _("There is already an article with this title. Could you say it in another way?")
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
    title = forms.CharField(
        label=_("Title"), max_length=160, help_text=_("Short, for you and for asking back: “Opening hours”.")
    )
    text = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The bot sends it word for word."),
    )
    phrases = forms.CharField(
        label=_("How customers ask"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("One way of asking per line. Five different ones are a good start."),
    )
    article = forms.ModelChoiceField(
        label=_("Source"),
        queryset=Article.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("No article"),
        help_text=_("Shown under the answer, so that customers can read on."),
    )
    action = forms.ChoiceField(label=_("What the bot does"), choices=ACTIONS, required=False)
    is_active = forms.BooleanField(
        label=_("In use"), required=False, initial=True, help_text=_("The bot may give it.")
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
                _("There is already an answer with this title. Could you say it in another way?")
            )
        return title

    def clean_phrases(self) -> tuple[str, ...]:
        lines = (one_line(line) for line in self.cleaned_data["phrases"].splitlines())
        phrases = tuple(dict.fromkeys(line for line in lines if line))
        if len(phrases) > MOST_PHRASES:
            raise ValidationError(
                _("At most {most_phrases} ways of asking, please; these are {phrases}.").format(
                    most_phrases=MOST_PHRASES, phrases=len(phrases)
                )
            )
        if any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
            raise ValidationError(
                _("A way of asking has at most {longest_phrase} characters.").format(
                    longest_phrase=LONGEST_PHRASE
                )
            )
        self._refuse_phrases_of_others(phrases)
        return phrases

    def _refuse_phrases_of_others(self, phrases: tuple[str, ...]) -> None:
        """The same words for two answers make the bot unsure of both."""
        others = Phrase.objects.filter(text__in=phrases).exclude(answer=self.answer)
        if taken := others.select_related("answer").first():
            raise ValidationError(
                _("“{text}” already stands with the answer “{title}”.").format(
                    text=taken.text, title=taken.answer.title
                )
            )

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
