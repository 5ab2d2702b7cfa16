"""The website: every page made of every edition, written, proven, listed."""

from kravbok.webbplats.plats import MAPP, list_files, write_webbplats
from kravbok.webbplats.underlag import make_webbunderlag

__all__ = ["MAPP", "list_files", "make_webbunderlag", "write_webbplats"]
