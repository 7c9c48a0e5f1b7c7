"""What other rooms may use of live."""

from opora.live.front import Front

__all__ = ["Front"]
