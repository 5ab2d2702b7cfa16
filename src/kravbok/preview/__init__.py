"""The local preview: the website's pages made from memory as the records are saved, and the server that shows them."""

from kravbok.preview.server import PortUpptagen, serve

__all__ = ["PortUpptagen", "serve"]
