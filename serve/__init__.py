"""The server: its settings, what it refuses, the headers of every answer, its log and its health."""

from serve.notices import tell_serving

__all__ = ["tell_serving"]
