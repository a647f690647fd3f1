"""Pages saved as text."""

from __future__ import annotations

from kg.sources.boilerplate import PROSE, rules, strip

ARTICLE = ["عنوان الخبر", "فقرة أولى " * 20, "فقرة ثانية " * 20]
TEXT = "\n".join(" ".join(line.split()) for line in ARTICLE) + "\n"


def page(*after: str) -> str:
    return "\n\n".join((*ARTICLE, *after))


def test_rules_are_sound() -> None:
    assert {rule.action for rule in rules()} == {"end", "drop"}


def test_comment_form_goes() -> None:
    assert strip(page("اترك تعليقاً", "لن يتم نشر عنوان بريدك الإلكتروني.", "الاسم *")) == TEXT
    assert strip(page("أضف تعليقك:", "البريد")) == TEXT


def test_link_list_goes() -> None:
    assert strip(page("اقرأ أيضاً:", "روسيا تهدد تركيا", "فرنسا ترد")) == TEXT


def test_heading_before_prose_ends_nothing() -> None:
    after = "فقرة أخيرة " * 20
    assert strip(page("اقرأ أيضا", after)) == TEXT + " ".join(after.split()) + "\n"


def test_a_long_line_is_never_boilerplate() -> None:
    line = "اقرأ أيضا: " + "كلام " * PROSE
    assert strip(page(line)).count("\n") == 4


def test_the_title_stays() -> None:
    assert strip("التعليقات\n\nنص\n") == "التعليقات\nنص\n"


def test_empty() -> None:
    assert strip(" \n\n ") == ""
