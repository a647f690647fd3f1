"""The explorer as people use it, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe import AXE, COLOURS, serious
from conftest import LABELS, built, served
from playwright.sync_api import Browser, Page, expect

from kg.explorer.source import BASE

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
TURKEY, RUSSIA = f"{BASE}entity/TUR", f"{BASE}entity/RUS"
pytestmark = pytest.mark.slow


def go(page: Page, path: str, view: str) -> None:
    page.goto(path)
    ready(page, view)


def ready(page: Page, view: str) -> None:
    page.wait_for_selector(f"main[data-ready={view}]")
    assert page.locator(".error").count() == 0


def fits(page: Page) -> bool:
    """Nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_asking_in_arabic_and_reading_the_sentence(page: Page) -> None:
    go(page, "/?lang=ar", "ask")
    assert page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == [
        "rtl", "ar",
    ]  # fmt: skip
    page.get_by_role("searchbox").fill("من يتهم تركيا؟")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask?q=**")
    ready(page, "ask")
    expect(page.locator("#taken")).to_contain_text("من يتّهم «س»")
    row = page.locator("tbody", has_text="بخرق الهدنة")
    expect(row).to_contain_text("سيرغي لافروف")
    row.get_by_role("link", name="اقرأها في المقالة").click()
    ready(page, "evidence")
    article = page.locator("article")
    assert article.get_attribute("dir") == "rtl"
    sentence = article.locator("mark.sentence")
    expect(sentence).to_have_text(
        "اتهم وزير الخارجية الروسي سيرغي لافروف تركيا بخرق الهدنة في إدلب 😀."
    )
    assert article.locator(".object").all_inner_texts() == ["تركيا"]
    assert "لافروف" in " ".join(article.locator(".subject").all_inner_texts())
    expect(article.locator(".trigger")).to_have_text("اتهم")
    assert "خرق الهدنة" in article.locator(".topic").first.inner_text()
    page.locator("summary", has_text="RDF").click()
    expect(page.locator("pre.rdf")).to_contain_text("gkg:predicate gkg:accuses")
    page.go_back()
    ready(page, "ask")
    expect(page.locator("#taken")).to_be_visible()


def test_asking_in_english_with_the_keyboard_alone(page: Page) -> None:
    go(page, "/ask?question=who-accuses", "ask")
    field = page.get_by_role("combobox").first
    field.focus()
    page.keyboard.type("turk")
    expect(page.get_by_role("option").first).to_contain_text("Turkey")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Turkey")
    page.keyboard.press("Enter")
    page.wait_for_url("**target=**")
    ready(page, "ask")
    expect(page.locator("#count")).to_contain_text("rows")
    with page.expect_download() as file:
        page.get_by_role("link", name="CSV").click()
    text = Path(file.value.path()).read_text("utf-8")
    assert text.startswith("subject_en,")
    assert "الهدنة" in text
    focus = page.evaluate("getComputedStyle(document.querySelector('a.button')).outlineStyle")
    assert focus == "none"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_an_edge_its_statements_a_filter_and_back(page: Page) -> None:
    go(page, f"/graph?actor={TURKEY}", "graph")
    assert int(page.locator("main").get_attribute("data-drawn") or 0) > 5
    rows = page.locator("#links tbody tr").count()
    page.locator("summary", has_text="Filters").wait_for()
    page.get_by_label("accuses", exact=True).click()
    page.wait_for_url("**predicates=accuses**")
    ready(page, "graph")
    assert 0 < page.locator("#links tbody tr").count() < rows
    link = page.locator("#links tr", has_text="Russia").get_by_role("link", name="accuses").first
    link.click()
    page.wait_for_url("**edge=**")
    ready(page, "graph")
    expect(page.locator(".card").first.locator("blockquote")).to_be_visible()
    assert page.locator(".card", has_text="الهدنة").count() == 1
    page.go_back()
    ready(page, "graph")
    expect(page.locator("#links")).to_be_visible()
    page.go_back()
    page.wait_for_function("!location.search.includes('predicates')")
    ready(page, "graph")
    expect(page.locator("#links tbody tr")).to_have_count(rows)


def test_an_edge_is_clicked_on_the_canvas(page: Page) -> None:
    go(page, f"/graph?actor={TURKEY}&predicates=agreedWith", "graph")
    box = page.locator("#canvas").bounding_box()
    assert box
    page.wait_for_timeout(300)
    middle = page.evaluate(
        "() => { const e = document.getElementById('canvas')._cyreg.cy.edges()[0];"
        " return [e.renderedMidpoint().x, e.renderedMidpoint().y]; }"
    )
    page.mouse.click(box["x"] + middle[0], box["y"] + middle[1])
    page.wait_for_url("**edge=**")
    ready(page, "graph")
    expect(page.locator(".card").first).to_be_visible()


def test_labels_on_the_canvas_keep_their_direction(page: Page) -> None:
    go(page, f"/graph?lang=ar&actor={TURKEY}", "graph")
    labels = page.evaluate(
        "document.getElementById('canvas')._cyreg.cy.nodes().map((n) => n.data('label'))"
    )
    assert all(label[0] in "\u2066\u2067" and label[-1] == "\u2069" for label in labels)
    assert any("تركيا" in label for label in labels)
    assert page.evaluate("document.fonts.check('14px \"Plex Arabic\"', 'ا')")


@pytest.mark.parametrize("page", [{}, PHONE], indirect=True, ids=["desk", "phone"])
def test_no_two_labels_touch(page: Page) -> None:
    go(page, f"/graph?actor={TURKEY}&actor={RUSSIA}&between=true", "graph")
    found = page.evaluate(LABELS, "canvas")
    assert 5 < found["named"] <= found["actors"]
    assert (found["touching"], found["hidden"]) == ([], [])
    for _ in range(6):
        page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(100)
    assert page.evaluate(LABELS, "canvas")["named"] >= found["named"]


def test_the_language_is_switched_and_stays(page: Page) -> None:
    go(page, f"/timeline?actor={RUSSIA}&other={TURKEY}", "timeline")
    page.locator("#language").click()
    page.wait_for_url("**lang=ar**")
    ready(page, "timeline")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    expect(page.get_by_role("heading", level=1)).to_have_text("الخط الزمني")
    assert page.get_by_role("combobox").first.input_value() == "روسيا"
    page.locator("nav a", has_text="الحالة").click()
    ready(page, "status")
    assert "lang=ar" in page.url
    expect(page.locator(".figure").first).to_contain_text("17")


def test_the_timeline_leads_to_its_events(page: Page) -> None:
    go(page, f"/timeline?actor={RUSSIA}&other={TURKEY}", "timeline")
    bars = page.locator("svg.chart a")
    assert bars.count() >= 2
    page.locator("summary", has_text="Table").click()
    page.get_by_role("link", name="2019-11-01").last.click()
    page.wait_for_url("**begin=2019-11-01**")
    ready(page, "timeline")
    expect(page.locator("#events .card")).to_have_count(1)
    expect(page.locator("#events .card")).to_contain_text("وقف إطلاق النار")


def test_the_first_page_leads_to_questions_and_to_pictures(page: Page) -> None:
    go(page, "/", "ask")
    groups = page.locator("#result h2").all_inner_texts()
    assert groups == ["About one actor", "Between two actors", "In the whole graph"]
    assert page.locator(".questions li").count() == 20
    page.locator("#examples a").first.click()
    ready(page, "ask")
    expect(page.locator("#taken")).to_contain_text("Who accuses X of what?")
    page.get_by_role("link", name="Change or refine").click()
    ready(page, "ask")
    expect(page.get_by_role("combobox").first).not_to_have_value("")
    go(page, "/", "ask")
    page.locator("#seen a").first.click()
    ready(page, "graph")
    assert int(page.locator("main").get_attribute("data-drawn") or 0) > 5


def test_filters_by_date_and_polarity_and_forward_again(page: Page) -> None:
    go(page, f"/graph?actor={TURKEY}", "graph")
    rows = page.locator("#links tbody tr").count()
    slider = page.get_by_label("From", exact=False).first
    slider.focus()
    page.keyboard.press("ArrowRight")  # without the first month, and what has no date
    page.wait_for_url("**since=**")
    ready(page, "graph")
    fewer = page.locator("#links tbody tr").count()
    assert 0 < fewer < rows
    page.get_by_label("Asserted or denied").select_option("negative")
    page.wait_for_url("**polarity=negative**")
    ready(page, "graph")
    expect(page.locator("#drawn")).to_contain_text("1 actor drawn")
    page.go_back()
    ready(page, "graph")
    expect(page.locator("#links tbody tr")).to_have_count(fewer)
    page.go_forward()
    page.wait_for_url("**polarity=negative**")
    ready(page, "graph")
    expect(page.get_by_label("Asserted or denied")).to_have_value("negative")


def test_dark_is_chosen_and_kept(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    go(page, "/status", "status")
    page.get_by_role("button", name="Dark or light").click()
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()"
    assert page.evaluate(paper) == "#161c22"
    page.reload()
    ready(page, "status")
    assert page.evaluate(paper) == "#161c22"


def test_pairs_to_start_a_timeline_with(page: Page) -> None:
    go(page, "/timeline", "timeline")
    page.locator(".chips a").first.click()
    ready(page, "timeline")
    expect(page.get_by_role("heading", name="Newest events")).to_be_visible()
    assert page.locator("#events .card").count() > 0
    assert page.locator("#events .card", has_text="allied with").count() == 0


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_a_phone_shows_everything_in_its_width(page: Page) -> None:
    for path, view in (
        ("/?lang=ar&q=من يتهم تركيا؟", "ask"), (f"/graph?actor={TURKEY}", "graph"),
        ("/status", "status"), (f"/timeline?actor={RUSSIA}&other={TURKEY}", "timeline"),
    ):  # fmt: skip
        go(page, path, view)
        assert fits(page), path


def test_hostile_text_is_text(page: Page) -> None:
    go(page, "/ask?question=who-accuses&target=Turkey", "ask")
    row = page.locator("tbody", has_text="onerror").first
    expect(row).to_contain_text("<img src=x onerror=")
    assert page.locator("main img, main script").count() == 0
    row.get_by_role("link", name="Read it").click()
    ready(page, "evidence")
    expect(page.locator("article h2")).to_contain_text("<img src=x onerror=")
    expect(page.locator("article")).to_contain_text("<script>document.body.remove()</script>")
    assert page.locator("main img, main script, main a[href^='javascript']").count() == 0


def test_axe_finds_no_serious_violation(page: Page) -> None:
    """Light, and then what dark colours can change, without loading the page again."""
    page.add_init_script(path=AXE)
    paths = [
        ("/", "ask"), ("/status", "status"), (f"/graph?actor={TURKEY}", "graph"),
        (f"/timeline?actor={RUSSIA}&other={TURKEY}", "timeline"),
        ("/ask?lang=ar&q=من يتهم تركيا؟", "ask"), (None, "evidence"),
    ]  # fmt: skip
    for path, view in paths:
        page.emulate_media(color_scheme="light")
        if path is None:
            page.locator("a.read").first.click()
            ready(page, view)
        else:
            go(page, path, view)
        assert serious(page) == [], view
        page.emulate_media(color_scheme="dark")
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        assert serious(page, COLOURS) == [], f"{view}, dark"


def test_what_is_not_there_is_said(page: Page) -> None:
    go(page, f"/graph?actor={BASE}entity/JPN", "graph")
    expect(page.locator("#side")).to_contain_text("No article of this graph names this actor.")
    expect(page.locator(".actors .button").first).to_contain_text("JPN")


def test_a_long_article_shows_what_is_around_the_sentence(page: Page) -> None:
    jordan = f"{BASE}entity/JOR"
    go(page, f"/graph?actor={jordan}&edge={jordan} condemns {BASE}entity/ISR", "graph")
    page.get_by_role("link", name="Read it in the article").click()
    ready(page, "evidence")
    sentence = page.locator("#sentence")
    expect(sentence).to_have_text("وأدان الأردن القصف الإسرائيلي على غزة.")
    expect(sentence).to_be_in_viewport()
    assert len(page.locator("article").inner_text()) < 15_000
    page.get_by_role("button", name="Show all of it").click()
    expect(sentence).to_be_in_viewport()
    assert len(page.locator("article").inner_text()) > 35_000


def test_an_empty_graph_and_a_server_that_died(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "weather.txt").write_text("الطقس اليوم\nيبقى الطقس معتدلا مساء اليوم.\n", "utf-8")
    built(tmp_path / "g.kg", tmp_path / "weather.txt")
    with served(tmp_path / "g.kg") as address:
        page = chromium.new_page(base_url=address, locale="en-GB")
        go(page, "/", "ask")
        expect(page.locator(".lead")).to_contain_text("This graph holds no statements yet.")
        go(page, "/graph", "graph")
        expect(page.locator("main")).to_contain_text("This graph holds no statements yet.")
    page.get_by_role("link", name="Status").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer.")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.close()
