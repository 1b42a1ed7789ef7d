"""The gap planner: the least effort by which a firm would meet a rulebook, exactly, and held against the engine."""
