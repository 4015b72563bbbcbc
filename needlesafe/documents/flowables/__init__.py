"""The pieces that pages are made of; each knows how to break over pages and what it is for a screen reader."""
