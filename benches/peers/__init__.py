"""The same rules in other rule engines, each run in an environment of its own: `python FILE INPUTS ANSWERS`."""
