"""
Reads a program from outside, over the bus that screen readers use. Run by the system's Python, which has gi; ours has not.

It is told on standard input what to do, one JSON object a line, and answers each with one line:
`{"do": "walk"}` all that is to be perceived, `{"do": "act", "path": …, "action": …}`, `{"do": "focus", "path": …}`,
`{"do": "write", "path": …, "text": …}`,
`{"do": "listen"}`, `{"do": "heard", "words": …, "seconds": …}` whether words are announced. The first line that it writes is
where the bus is; each line begins with `answer`, since the services of the bus write there too.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback

from gi.repository import Gio, GLib

ACCESSIBLE, ACTION, COMPONENT = "org.a11y.atspi.Accessible", "org.a11y.atspi.Action", "org.a11y.atspi.Component"
EDITABLE, PROPERTIES, REGISTRY = "org.a11y.atspi.EditableText", "org.freedesktop.DBus.Properties", "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
STATES = {1: "active", 4: "checked", 5: "collapsed", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded", 11: "focusable",
          12: "focused", 16: "modal", 17: "multi-line", 20: "pressed", 22: "selectable", 23: "selected", 24: "sensitive",
          25: "showing", 30: "visible", 41: "checkable", 43: "read-only"}
"""The numbers of the protocol, as far as they are asked for."""
AT_ONCE, PATIENCE = 400, 15000


class Reader:
    """One connection to the bus and the one program on it."""

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        told = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, PATIENCE, None)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(told.unpack()[0], flags, None, None)
        self.program, self.heard = "", []

    def ask(self, calls: list) -> list:
        """What each call answers, in order; None where the element is gone or knows no such thing."""
        answers = [None] * len(calls)
        for first in range(0, len(calls), AT_ONCE):
            part, loop = calls[first:first + AT_ONCE], GLib.MainLoop()
            left = [len(part)]

            def done(bus, result, number, left=left, loop=loop):
                try:
                    answers[number] = bus.call_finish(result).unpack()
                except GLib.Error:
                    pass
                left[0] -= 1
                if not left[0]:
                    loop.quit()

            for number, (path, face, method, *arguments) in enumerate(part, first):
                self.bus.call(self.program, path, face, method, arguments[0] if arguments else None, None, 0, PATIENCE, None, done, number)
            if part:
                loop.run()
        return answers

    def find(self) -> None:
        """Waits for the program to come to the bus."""
        until = time.monotonic() + PATIENCE / 1000
        while not self.program and time.monotonic() < until:
            told = self.bus.call_sync(REGISTRY, ROOT, ACCESSIBLE, "GetChildren", None, None, 0, PATIENCE, None).unpack()[0]
            self.program = next((name for name, _ in told), "")
            time.sleep(0 if self.program else 0.02)

    def walk(self) -> list:
        """Every element that is not hidden, from the program's root, each with the place of its parent in this list."""
        self.find()
        found, level = [], [(ROOT, -1)]
        while level:
            shown = self._visible(level)
            paths = [path for path, _ in shown]
            facts = self.ask([(path, ACCESSIBLE, method) for path in paths for method in ("GetRoleName", "GetState", "GetChildren")])
            words = self.ask([(path, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, name))) for path in paths
                              for name in ("Name", "Description")])
            actions = self.ask([(path, ACTION, "GetActions") for path in paths])
            level = []
            for place, (path, parent) in enumerate(shown):
                role, states, children = facts[3 * place:3 * place + 3]
                name, description = words[2 * place:2 * place + 2]
                found.append({"path": path, "parent": parent, "role": role[0] if role else "", "states": _names(states),
                              "name": name[0] if name else "", "description": description[0] if description else "",
                              "actions": [one[0] for one in actions[place][0]] if actions[place] else []})
                level += [(child, len(found) - 1) for _, child in (children[0] if children else ())]
        return found

    def _visible(self, level: list) -> list:
        """Those that are not hidden; the root and what it holds always are."""
        states = self.ask([(path, ACCESSIBLE, "GetState") for path, _ in level])
        return [one for one, told in zip(level, states) if one[1] < 1 or "visible" in _names(told)]

    def act(self, path: str, action: str) -> bool:
        """Does an action by its name."""
        known = [one[0] for one in self.ask([(path, ACTION, "GetActions")])[0][0]]
        told = self.ask([(path, ACTION, "DoAction", GLib.Variant("(i)", (known.index(action),)))])[0]
        return bool(told and told[0])

    def focus(self, path: str) -> bool:
        """Brings the keyboard to an element; to a window, brings it to the front."""
        told = self.ask([(path, COMPONENT, "GrabFocus")])[0]
        return bool(told and told[0])

    def write(self, path: str, text: str) -> bool:
        """Fills in a field."""
        told = self.ask([(path, EDITABLE, "SetTextContents", GLib.Variant("(s)", (text,)))])[0]
        return bool(told and told[0])

    def listen(self) -> bool:
        """Asks for announcements from now on."""
        self.find()
        self.bus.signal_subscribe(None, "org.a11y.atspi.Event.Object", "Announcement", None, None, 0,
                                  lambda *told: self.heard.append(told[5].unpack()[3]))
        asked = GLib.Variant("(sass)", ("object:announcement", [], ""))
        self.bus.call_sync(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", asked, None, 0, PATIENCE, None)
        return True

    def hear(self, words: str, seconds: float) -> bool:
        """Whether words are announced in that time, or were before."""
        context, until = GLib.MainContext.default(), time.monotonic() + seconds
        while not any(words in said for said in self.heard) and time.monotonic() < until:
            context.iteration(False) or time.sleep(0.005)
        return any(words in said for said in self.heard)


def _names(told: tuple) -> list:
    """The states by name."""
    if not told:
        return []
    low, high = told[0][0], told[0][1]
    return [name for number, name in STATES.items() if (low | high << 32) >> number & 1]


def answer(told: object) -> None:
    """Writes a line that is told from what the services of the bus write."""
    print("answer " + json.dumps(told), flush=True)


def main() -> None:
    """Answers until standard input ends."""
    answer(os.environ["DBUS_SESSION_BUS_ADDRESS"])
    reader = None
    for line in sys.stdin:
        told = json.loads(line)
        reader = reader or Reader()
        does = {"walk": lambda _: reader.walk(), "listen": lambda _: reader.listen(), "act": lambda asked: reader.act(**asked),
                "focus": lambda asked: reader.focus(**asked), "write": lambda asked: reader.write(**asked),
                "heard": lambda asked: reader.hear(**asked)}
        try:
            answer(does[told.pop("do")](told))
        except Exception:
            answer({"fault": traceback.format_exc()})


main()
