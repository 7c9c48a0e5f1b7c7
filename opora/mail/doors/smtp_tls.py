"""The mail door's certificate, read again when its files change, so that a renewal needs no restart."""

import logging
import ssl
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass
class Certificate:
    """A chain and its key as PEM files; one file may hold both. Raises OSError when they can't be read."""

    chain: str
    key: str = ""
    context: ssl.SSLContext = field(default_factory=lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    _stamp: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self._load()

    def refresh(self) -> None:
        """Reads the files again if they have changed; connections that begin from now on use them. What is wrong with
        them is logged, and the old ones stay."""
        try:
            if self._files() != self._stamp:
                self._load()
                log.info("The mail door has read its certificate again.")
        except OSError as error:
            log.error("The mail door's new certificate can't be used: %s", error)

    def _load(self) -> None:
        stamp = self._files()
        self.context.load_cert_chain(self.chain, self.key or None)
        self._stamp = stamp

    def _files(self) -> tuple[int, ...]:
        return tuple(Path(name).stat().st_mtime_ns for name in (self.chain, self.key) if name)
