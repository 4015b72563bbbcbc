"""
What the hand touches: with the composer the only room that knows Qt.

Before anything of Qt is used, None is made to last: PySide6 6.12.0 gives back one reference to None too many at each call that
returns nothing, and before Python 3.12 the interpreter aborts ("deallocating None") once they are used up, after some thousand calls.
"""

import ctypes
import sys

_PLENTY = 1 << 60
"""More references than any run can use up."""

if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    ctypes.c_ssize_t.from_address(id(None)).value += _PLENTY
