"""What all tests share: nothing is skipped in CI, hypothesis is repeatable, and what verktyg started is closed."""

import os
import signal
from collections.abc import Generator

import pytest
from hypothesis import settings

from verktyg import browser, verapdf

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}

# derandomize: the same commit gives the same examples; deadline: the machine's load must not decide.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("lokal", deadline=None)
settings.load_profile("ci" if IN_CI else "lokal")

# What a shell starts in the background is deaf to Ctrl-C, and so would all be that the tests start and then end by it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Nothing; with CI=true a skipped test has become a failed one."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        report.outcome = "failed"
        report.longrepr = f"i CI hoppas inget över: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The report of one phase of a test."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The report of one collected file."""
    report = yield
    _refuse_skip(report)
    return report


def pytest_sessionfinish() -> None:
    """Nothing; Chromium and Java are closed."""
    browser.close()
    verapdf.close()
