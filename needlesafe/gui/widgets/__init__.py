"""Parts that pages are made of: each draws what it is given and says what was done, and none decides."""
