"""Trades: the visit file in and out."""
