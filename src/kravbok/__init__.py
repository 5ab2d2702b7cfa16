"""kravbok: rules as code for Swedish tender documents."""

__version__ = "0.1.0"
