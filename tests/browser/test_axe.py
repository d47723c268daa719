"""No page breaks a rule of WCAG 2.2 AA that a machine can test, at the width of a desk and of a phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.world import busy, pages

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "front" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
    const found = await axe.run(document, {runOnly: {type: "tag", values: tags}});
    return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 120)}`));
}"""


def violations(page) -> list[str]:
    """What axe finds on the page that is open."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.timeout(600)
def test_axe_finds_nothing_on_any_page_at_any_width(office, enter, live_server):
    shown = pages(busy(office))

    found = {}
    for role in dict.fromkeys(role for role, _address in shown.values()):
        page = enter(role)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 844})
            for name, (who, address) in shown.items():
                if who == role:
                    page.goto(f"{live_server.url}{address}")
                    found[name, width] = violations(page)

    assert {place: lines for place, lines in found.items() if lines} == {}
    assert len(found) == 2 * len(shown) > 100


def test_axe_finds_nothing_on_the_page_of_signing_in(page, live_server):
    page.goto(f"{live_server.url}/sign-in/")

    assert violations(page) == []


def test_axe_does_find_what_is_wrong(page, live_server):
    page.goto(f"{live_server.url}/sign-in/")
    page.evaluate("document.querySelector('label').remove()")

    assert any(line.startswith("label") for line in violations(page))
