"""Likelihood (可能性): how likely a firm reaches a target within a horizon, calibrated, with reasons that add up.

Pure Python: tables in, values out. The way through it: `targets` (what is foretold) → `features` (what may be read) →
`labels` and `dataset` (what happened) → `candidates`, `validation`, `promotion`, `training` (which model earns its
place) → `registry` (how it is kept) → `predict` and `reasons` (what it says of a firm, and why).
"""
