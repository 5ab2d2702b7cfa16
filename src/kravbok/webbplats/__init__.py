"""The website: every page made of every edition, written, proven, listed."""

from kravbok.webbplats.minne import Minne, read_minne
from kravbok.webbplats.plats import MAPP, keep_folder, list_files, write_webbplats
from kravbok.webbplats.underlag import make_webbunderlag

__all__ = ["MAPP", "Minne", "keep_folder", "list_files", "make_webbunderlag", "read_minne", "write_webbplats"]
