"""Merging two records of one firm: a plan first, then carried out in one transaction, and exactly undone if need be."""

from crm.enterprises.merging.carry_out import carry_out
from crm.enterprises.merging.plan import MergePlan, plan_merge
from crm.enterprises.merging.undo import unmerge

__all__ = ["MergePlan", "carry_out", "plan_merge", "unmerge"]
