"""A keyring that holds one password, for a command that is told to use it by PYTHON_KEYRING_BACKEND."""

from __future__ import annotations

import os

from keyring.backend import KeyringBackend


class Nyckelring(KeyringBackend):
    """Answers with PROV_LOSENORD for the service and user in PROV_TJANST and PROV_KONTO."""

    priority = 1

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing is kept."""
        raise NotImplementedError

    def get_password(self, service: str, username: str) -> str | None:
        """The password, for just that service and user."""
        right = (service, username) == (os.environ["PROV_TJANST"], os.environ["PROV_KONTO"])
        return os.environ["PROV_LOSENORD"] if right else None
