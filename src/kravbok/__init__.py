"""kravbok: rules as code for Swedish tender documents."""

import os

__version__ = "0.1.0"

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no other package may change how records are read
