"""The documents themselves, one a module: which sections they hold, in which order."""
