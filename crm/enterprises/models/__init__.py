"""The tables of `crm.enterprises`: the enterprise and the dated facts about it."""

from crm.enterprises.models.control import Control
from crm.enterprises.models.coverage import Coverage
from crm.enterprises.models.duplicates import DuplicatePair, Merge
from crm.enterprises.models.enterprise import Contact, Enterprise, FormerName
from crm.enterprises.models.fact import Fact
from crm.enterprises.models.finance import FinancialYear, FinancingRound
from crm.enterprises.models.innovation import Conversion, IPRight, Judgement, RnDInstitution
from crm.enterprises.models.registration import Registration
from crm.enterprises.models.sources import SourceChoice, SourceRank
from crm.enterprises.models.standing import Incident, ListEntry

__all__ = [
    "Contact",
    "Control",
    "Conversion",
    "Coverage",
    "DuplicatePair",
    "Enterprise",
    "Fact",
    "FinancialYear",
    "FinancingRound",
    "FormerName",
    "IPRight",
    "Incident",
    "Judgement",
    "ListEntry",
    "Merge",
    "Registration",
    "RnDInstitution",
    "SourceChoice",
    "SourceRank",
]
