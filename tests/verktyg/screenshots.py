"""Pictures of pages as Chromium paints them."""

from pathlib import Path

from verktyg.browser import ColorScheme, in_page


def take(
    path: Path, target: Path, *, width: int = 1280, full_page: bool = True, color_scheme: ColorScheme = "light"
) -> Path:
    """The PNG at target, showing the HTML file in a window that is width CSS pixels wide (a phone: 390)."""
    in_page(
        path.resolve().as_uri(),
        lambda page: page.screenshot(path=target, full_page=full_page, animations="disabled"),
        width=width,
        color_scheme=color_scheme,
    )
    return target
