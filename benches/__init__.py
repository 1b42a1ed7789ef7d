"""What `./tidu bench NAME` measures: one module a bench, with `run(rows: int | None)`.

It returns `{"figures": {…}, "ratios": {…}}`. A ratio is our cost ÷ the other's for the same unit of work, measured side
by side in the same run, so below 1 we are cheaper. A bench that needs tables works in a `scratch_database()`.
"""
