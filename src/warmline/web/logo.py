"""Where is the business's logo kept? As a row, so that backups hold it and every host shows it."""

from hashlib import sha256

from warmline.web.models import Logo
from warmline.web.pictures import Picture


def keep_logo(picture: Picture | None) -> Logo | None:
    """The picture as the one logo that is kept; None leaves none."""
    if picture is None:
        Logo.objects.all().delete()
        return None
    name = f"{sha256(picture.content).hexdigest()[:32]}.{picture.kind}"
    Logo.objects.exclude(pk=name).delete()
    return Logo.objects.get_or_create(pk=name, defaults={"content": picture.content})[0]
