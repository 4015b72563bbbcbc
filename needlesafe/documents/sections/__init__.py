"""The sections that documents are put together from; each takes a Layout and gives pieces of a story."""
