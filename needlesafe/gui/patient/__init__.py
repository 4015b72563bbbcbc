"""The patient's turn: what is on the screen while it is the patient's, in large type and short pages."""
