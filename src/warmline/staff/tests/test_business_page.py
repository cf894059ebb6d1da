"""Can the owner say who they are?"""

from django.forms.models import model_to_dict
from django.test import Client

from warmline.staff.models import Person
from warmline.web.models import Business


def form(business: Business, **changes: str) -> dict[str, str]:
    kept = {
        key: value
        for key, value in model_to_dict(business).items()
        if key not in ("id", "is_demo", "playbook") and value is not None
    }
    return {**kept, **changes}


def test_the_owner_changes_texts_and_colour(client: Client, alice: Person, business: Business) -> None:
    client.force_login(alice)
    answer = client.post(
        "/business/", form(business, slogan="Bread since five", brand_color="#0B6E4F"), follow=True
    )
    assert "Saved." in answer.content.decode()
    business.refresh_from_db()
    assert (business.slogan, business.brand_color) == ("Bread since five", "#0b6e4f")


def test_a_wrong_field_keeps_all_that_was_typed(client: Client, alice: Person, business: Business) -> None:
    client.force_login(alice)
    answer = client.post("/business/", form(business, name="New name", brand_color="url(x)", email="nope"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="New name"' in page
    assert "six digits" in page
    assert "does not look like an e-mail" in page
    business.refresh_from_db()
    assert business.name == "Corner Bakery"


def test_the_script_tag_is_ready_to_paste(client: Client, alice: Person) -> None:
    client.force_login(alice)
    page = client.get("/business/").content.decode()
    assert (
        "&lt;script async src=&quot;http://testserver/static/widget/loader.js&quot;&gt;&lt;/script&gt;"
        in page
    )
