"""Likelihood (可能性): how likely a firm reaches a target within a horizon, calibrated, with reasons that add up.

Pure Python: tables in, values out. The way through it: `targets` (what is foretold) → `features` (what may be read) →
`labels` and `dataset` (what happened) → `splits`, `selection`, `candidates`, `validation`, `calibration`, `intervals`,
all called by `learning` (what can be learnt from a table) → `training` with `slices`, `counties`, `promotion` (whether
the newest year bears it out) → `registry` (how it is kept) → `predict` and `reasons` (what it says of a firm, and why)
→ `drift` and `watch` (whether that still holds).
"""
