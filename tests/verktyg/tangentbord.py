"""A reader without a mouse: keys pressed in a real Chromium, and every place they stop at looked at."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page

_LOOK = """one => {
    const style = getComputedStyle(one);
    const inside = (at, least, most) => Math.min(Math.max(at, least), most);
    const seen = [...one.getClientRects()].some(box => [.1, .5, .9].some(part => {
        const x = inside(box.left + box.width * part, 1, innerWidth - 1);
        const y = inside(box.top + box.height / 2, 1, innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        return box.width > 0 && top !== null && (one === top || one.contains(top)); }));
    const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return [...(marked ? [] : ["utan ram"]), ...(seen ? [] : ["skymd"])].map(
        fault => `${fault}: ${one.outerHTML.slice(0, 120)}`); }"""
_ALL = f"""() => {{
    const look = {_LOOK};
    const stops = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter(
        one => one.checkVisibility({{visibilityProperty: true}}) && !one.disabled);
    const faults = stops.flatMap(one => {{
        one.focus();
        return document.activeElement === one ? look(one) : [`tar inte fokus: ${{one.outerHTML.slice(0, 120)}}`]; }});
    return [stops.length, faults]; }}"""


def look_at_focus(page: Page) -> list[str]:
    """What is wrong with how the focus is shown: no mark around it, or something that covers it."""
    found: list[str] = page.evaluate(f"({_LOOK})(document.activeElement)")
    return found


def all_stops(page: Page) -> list[str]:
    """What is wrong with the focus at any stop of the page; a key must have been pressed last, or it is not shown."""
    count, faults = page.evaluate(_ALL)
    assert count > 5
    return list(faults)


def tab_to(page: Page, goal: Locator, *, most: int = 300) -> None:
    """Nothing, once Tab has led to the goal and the focus was seen at each stop on the way."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert look_at_focus(page) == []
        if goal.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab leder inte till {goal}")


def press_to(page: Page, key: str, done: Callable[[], bool], *, most: int = 30) -> None:
    """Nothing, once a key has been pressed until it is done; it may be done before."""
    for _ in range(most):
        if done():
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} leder inte dit")
