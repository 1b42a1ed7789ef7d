"""How large what is written may be: far above what any document needs, and low enough to be read and run at once."""

PROGRAMME = "[a-z0-9][a-z0-9_-]{0,39}"
VERSION = "[0-9A-Za-z][0-9A-Za-z._-]{0,39}"
"""The names of programmes and versions, as addresses and the database take them: regular expressions."""

LONGEST_ID = 28
LONGEST_JOINED_ID = 60
"""Ids that `meets` has joined (`<id>__<id>`) included: as long as the lists of unmet criteria take them."""
MOST_CRITERIA = 400
"""Members, and what `meets` takes over, included."""
MOST_ITEMS = 100
"""Items of the score sheet and the routes in them."""
MOST_CLASSES = 12
MOST_CASES = 150
MOST_HINTS = 200
"""Unknown names that the closest known one is looked for."""
MOST_FINDINGS = 500
LONGEST_CITED = 60
"""Characters of a text that a finding repeats."""
