"""The worklist under capacity: pure functions over columns."""
