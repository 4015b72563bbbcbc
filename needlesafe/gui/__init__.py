"""
What the hand touches: with the composer the only room that knows Qt.

Before anything of Qt is used, None, True, False and NotImplemented are made to last: PySide6 6.12.0 is built as if they could not die and
gives back one reference too many wherever it returns one of them, which is true only from Python 3.12 on. Before, the interpreter aborts
("deallocating None") once their references are used up, after some thousand calls.
"""

import ctypes
import sys

_PLENTY = 1 << 60
"""More references than any run can use up."""

if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    for _lasting in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(_lasting)).value += _PLENTY
