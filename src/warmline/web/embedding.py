"""What does the owner paste into the shop's page?"""

from django.http import HttpRequest
from django.templatetags.static import static


def script_tag(request: HttpRequest) -> str:
    """The one line that brings the chat to a page, with the address under which this installation is seen."""
    return f'<script async src="{request.build_absolute_uri(static("widget/loader.js"))}"></script>'
