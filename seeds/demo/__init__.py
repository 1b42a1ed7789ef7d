"""The demo city: a made-up city of fictional firms with eight years of history, the same for the same seed and day.

`make_city` is pure NumPy and pandas; `load` puts a city into the database. Every row says that it is synthetic.
"""
