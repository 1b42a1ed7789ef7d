"""What rules and models say about a firm."""
