"""The one exception that the exporters raise; the build turns it into a finding."""


class ExportFel(Exception):
    """Says in Swedish which document could not be written, at which step, and why."""
