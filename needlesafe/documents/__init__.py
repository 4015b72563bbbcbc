"""Prints: the only room that knows reportlab and pikepdf; stories go in, tagged PDF/A-3a and PDF/UA-1 bytes come out."""
