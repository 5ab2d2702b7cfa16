"""The words of status: each that an edition may be said to have is explained on the page about the site."""

from __future__ import annotations

from typing import get_args

from kravbok.model.bok import Upplaga
from kravbok.view.webb import lage
from kravbok.view.webb.omsida import omsida
from verktyg.webbsidor import site_with


def test_the_page_about_the_site_explains_every_word() -> None:
    underlag = site_with()
    explained = " ".join(fact.term for fact in omsida(underlag.webb, underlag.bocker).vy.lagen).lower()
    words = {*lage.ORD.values(), *get_args(Upplaga.model_fields["status"].annotation)} - {"beslutad"}
    assert len(words) >= 8
    assert [word for word in sorted(words) if word.lower() not in explained] == []


def test_only_a_proposal_says_so_in_its_name() -> None:
    editions = [item.utgivning.upplaga for book in site_with().bocker for item in book.upplagor]
    assert [lage.name_upplaga(item) for item in editions][:2] == ["2021", "2022 (förslag)"]
