"""
Findings as they are shown: one cause under one name, whatever it raises at different sites.

A finding keeps an id of its own for each gravity and scope, because each is cleared or ticked by itself; whoever reads
wants to meet a blood thinner once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from needlesafe.domain.raised import Because
from needlesafe.domain.rules import Finding


@dataclass(frozen=True, slots=True)
class Cause:
    """One name with every finding that bears it."""

    title: str
    findings: tuple[Finding, ...]
    """What is open before what is cleared, the gravest first."""

    @property
    def leading(self) -> Finding:
        """The finding that gives the cause its id and its action."""
        return self.findings[0]

    @property
    def because(self) -> tuple[Because, ...]:
        """The reasons of all its findings, each once."""
        return tuple(dict.fromkeys(reason for finding in self.findings for reason in finding.because))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of all its findings, each once."""
        return tuple(dict.fromkeys(source for finding in self.findings for source in finding.sources))


def causes(findings: Iterable[Finding]) -> tuple[Cause, ...]:
    """The findings by the name of their cause, in the order in which they are given."""
    named: dict[str, list[Finding]] = {}
    for finding in findings:
        named.setdefault(finding.title, []).append(finding)
    return tuple(Cause(title, tuple(parts)) for title, parts in named.items())
