"""Codes and numbers that pass every check and yet belong to nobody.

A unified social credit code (GB 32100-2015) holds nine characters of organisation code (GB 11714). Offices issue those
that begin with a digit or with one of a few letters (since October 2015: `MA`); of the 98,934 codes in the register
that `distributions.yaml` was counted over none begins with `T`. Ours begin with `TT`: both check characters are right,
and no firm can have one. Certificates, patents, entries and telephone numbers carry a letter or digits at a place where
an office never writes them.
"""

from collections.abc import Iterable, Sequence

import numpy as np

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
FICTIONAL = "TT"
LARGEST_SERIAL = 999_999


class CityTooLarge(ValueError):
    """More firms were asked for than there are fictional codes."""


def organisation_code(serial: int) -> str:
    """The nine characters of a fictional organisation code, the last one its check character (GB 11714-1997).

    :raises CityTooLarge: `serial` has more than six digits.
    """
    if not 0 <= serial <= LARGEST_SERIAL:
        raise CityTooLarge(
            f"Firm number {serial} has no fictional code: the range {FICTIONAL}000000 … {FICTIONAL}{LARGEST_SERIAL} "
            f"holds {LARGEST_SERIAL + 1:,} firms. Ask for fewer."
        )
    body = f"{FICTIONAL}{serial:06d}"
    rest = 11 - sum(weight * int(sign, 36) for weight, sign in zip(ORGANISATION_WEIGHTS, body, strict=True)) % 11
    return body + {10: "X", 11: "0"}.get(rest, str(rest))


def unified_code(region: str, serial: int) -> str:
    """A fictional unified social credit code of an enterprise registered in `region` (GB 32100-2015)."""
    body = f"91{region}{organisation_code(serial)}"
    total = sum(pow(3, place, 31) * ALPHABET.index(sign) for place, sign in enumerate(body))
    return body + ALPHABET[-total % 31]


def unified_codes(regions: Iterable[str], order: Sequence[int]) -> list[str]:
    """One code a firm; `order` are the serial numbers, so that codes do not tell how the city was made."""
    return [unified_code(region, int(serial)) for region, serial in zip(regions, order, strict=True)]


def registration_number(serial: int) -> str:
    """A fictional old registration number: 15 digits, region `000000`, which is no region."""
    return f"{serial:015d}"


def patent_number(kind: str, year: int, serial: int) -> str:
    """A fictional number of an IP right: `TT` stands where an office writes a digit."""
    if kind == "software":
        return f"{year}SRTT{serial:06d}"
    form = {"invention": "1", "utility_model": "2", "design": "3"}.get(kind, "9")
    return f"ZL{year}{form}TT{serial:06d}"


def certificate_number(programme: str, year: int, serial: int) -> str:
    """A fictional certificate or entry number, built like a real one with a `T` that a real one never has."""
    match programme:
        case "hnte":
            return f"GR{year}41T{serial:05d}"
        case "tech_sme":
            return f"{year}411300T0{serial:06d}"
        case _:
            return f"T-{programme}-{year}-{serial:04d}"


def phone_number(serial: int) -> str:
    """Eleven digits that begin with 100: no mobile number does."""
    return f"100{serial % 10**8:08d}"


def permutation(rng: np.random.Generator, count: int) -> list[int]:
    """The serial numbers 1 … `count`, shuffled."""
    return [int(serial) + 1 for serial in rng.permutation(count)]
