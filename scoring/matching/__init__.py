"""Text matching of demands and achievements: pure functions over columns."""
