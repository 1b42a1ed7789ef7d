"""One firm in full: its standing, its path, and everything on record that is not a yearly figure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Exists, OuterRef

from crm.accounts.models import User
from crm.directory.models import IndustrialChain
from crm.enterprises.models import Contact, Enterprise, FormerName
from crm.programmes.models import Application, Recognition
from scoring.path import Path, path_of
from scoring.queries import Standing, standings
from scoring.sources import FieldSources, registration_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Standing):
    """What the page of one firm shows. Recognitions carry `is_in_force`."""

    path: Path
    former_names: tuple[FormerName, ...]
    chains: tuple[IndustrialChain, ...]
    contacts: tuple[Contact, ...]
    recognitions: tuple[Recognition, ...]
    applications: tuple[Application, ...]
    caseworker: User | None
    provenance: Mapping[str, FieldSources]
    """By field of the registration: the statement that is shown, and the others."""


def profile_of(enterprise: Enterprise, on: date) -> Profile:
    """Read everything that was known on `on` about `enterprise`."""
    (standing,) = standings([enterprise], on)
    in_force = Recognition.objects.in_force(on).filter(pk=OuterRef("pk"))
    recognitions = (
        enterprise.recognitions.known_on(on).select_related("programme").annotate(is_in_force=Exists(in_force))
    )
    portfolio = enterprise.portfolios.filter(until=None).select_related("caseworker").first()
    return Profile(
        **{field.name: getattr(standing, field.name) for field in fields(standing)},
        path=path_of(enterprise, on),
        former_names=tuple(enterprise.former_names.all()),
        chains=tuple(enterprise.chains.all()),
        contacts=tuple(enterprise.contacts.all()),
        recognitions=tuple(recognitions),
        applications=tuple(enterprise.applications.known_on(on).select_related("programme")),
        caseworker=portfolio.caseworker if portfolio else None,
        provenance=registration_sources(enterprise, on),
    )
