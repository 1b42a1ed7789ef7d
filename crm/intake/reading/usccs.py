"""Many unified social credit codes at once: the check of `crm.enterprises.uscc` on columns of bytes."""

from collections.abc import Collection

import numpy as np

from crm.enterprises.uscc import ALPHABET

LENGTH = 18
MODULUS = 31
VALUES = np.full(256, -1, dtype=np.int64)
VALUES[np.frombuffer(ALPHABET.encode(), dtype=np.uint8)] = np.arange(len(ALPHABET))
WEIGHTS = np.array([pow(3, place, MODULUS) for place in range(LENGTH - 1)], dtype=np.int64)
DIGITS = np.arange(10)
FIRST = np.isin(VALUES, [ALPHABET.index(sign) for sign in "123456789ANY"])
"""Signs that may stand first: the registering authority."""


def valid_among(codes: Collection[str]) -> set[str]:
    """Those of `codes` that are, as they stand, unified social credit codes (GB 32100-2015)."""
    whole = [code for code in codes if len(code) == LENGTH and code.isascii()]
    if not whole:
        return set()
    signs = np.frombuffer("".join(whole).encode("ascii"), dtype=np.uint8).reshape(len(whole), LENGTH)
    values = VALUES[signs]
    shaped = (values >= 0).all(axis=1) & FIRST[signs[:, 0]] & (values[:, 2:8] < len(DIGITS)).all(axis=1)
    check = (MODULUS - values[:, :-1] @ WEIGHTS % MODULUS) % MODULUS
    good = shaped & (check == values[:, -1])
    return {code for code, fits in zip(whole, good.tolist(), strict=True) if fits}
