"""Who the firms are on paper: names, codes, addresses, former names, contacts, chains."""

import numpy as np
import pandas as pd

from seeds.demo import codes, names
from seeds.demo.clock import Calendar, stream
from seeds.demo.mix import Mix
from seeds.demo.population import Flags, Population, Texts
from seeds.demo.tables import SOURCE

CAPITALS = np.array([10, 50, 100, 200, 300, 500, 800, 1000, 1200, 2000, 3000, 5000, 8000, 10000, 20000]) * 10_000.0
"""Registered capital is a round figure."""

COLUMNS = [
    "uscc", "registration_no", "name", "legal_form", "registered_on", "registered_capital", "registered_region",
    "operating_region", "address", "business_scope", "industry", "technology_field", "status", "ended_on", "source",
    "known_on", "is_synthetic",
]  # fmt: skip

OLD_NUMBERS_UNTIL = np.datetime64("2015-10-01")
"""Since then a firm gets a unified code only."""

TWINS = 6
"""Pairs of records that look like one firm."""

POSITIONS = ("总经理", "财务负责人", "技术负责人", "科技专员")


def make_enterprises(seed: int, firms: Population, has_field: Flags, mix: Mix, calendar: Calendar) -> pd.DataFrame:
    """The register of the city, one row a firm, in the order of the population."""
    rng = stream(seed, "identity")
    delay = rng.integers(5, 40, firms.count)
    table = {
        **_codes_of(rng, firms, mix),
        **_names_of(rng, firms, mix),
        "registered_on": firms.registered_on,
        "registered_capital": _capitals(rng, firms),
        "registered_region": _regions(mix)[firms.place],
        "operating_region": _operating(rng, firms, mix),
        "address": names.addresses(rng, [mix.places[place].name for place in firms.place]),
        "industry": _industries(rng, firms, mix),
        "technology_field": np.where(has_field, mix.of_trades("field")[firms.trade], ""),
        "status": _statuses(rng, firms),
        "ended_on": firms.ended_on,
        "source": SOURCE,
        "known_on": np.minimum(calendar.known(firms.registered_on, delay), calendar.last_day),
        "is_synthetic": True,
    }
    return pd.DataFrame(table)[COLUMNS]


def with_twins(seed: int, enterprises: pd.DataFrame) -> pd.DataFrame:
    """A few firms bear the name of another of their county, but for the legal form: one firm, or two?"""
    rng = stream(seed, "twins")
    named, region = enterprises["name"].astype(str).tolist(), enterprises["registered_region"].to_numpy()
    there = (enterprises["status"] == "operating").to_numpy()
    plain = enterprises["name"].str.fullmatch(r"南阳[^市].*(?<!股份)有限公司").to_numpy()
    twins: dict[int, str] = {}
    for one in rng.permutation(np.flatnonzero(plain & there))[:TWINS].tolist():
        other = int(rng.choice(np.flatnonzero(there & (region == region[one]))))
        if other != one:
            core = named[one].removeprefix("南阳").removesuffix("有限公司")
            twins[other] = f"南阳市{core}有限责任公司"
    names_now = [twins.get(place, name) for place, name in enumerate(named)]
    forms = np.where(enterprises.index.isin(list(twins)), "有限责任公司", enterprises["legal_form"])
    return enterprises.assign(name=names_now, legal_form=forms)


def _codes_of(rng: np.random.Generator, firms: Population, mix: Mix) -> dict[str, list[str]]:
    """The unified code; an old number too for most firms that are older than the unified codes."""
    serials = codes.permutation(rng, firms.count)
    old = (firms.registered_on < OLD_NUMBERS_UNTIL) & (rng.random(firms.count) < 0.8)
    registered = np.array([place.registered for place in mix.places])[firms.place]
    return {
        "uscc": codes.unified_codes(registered, serials),
        "registration_no": [
            codes.registration_number(serial) if has else "" for serial, has in zip(serials, old, strict=True)
        ],
    }


def _names_of(rng: np.random.Generator, firms: Population, mix: Mix) -> dict[str, list[str]]:
    """The name, and what goes with its words: the legal form and the scope of business."""
    words, suffix = _words(rng, firms, mix), _suffixes(rng, firms, mix)
    cores = names.core_names(rng, firms.count)
    return {
        "name": names.company_names(_places(rng, firms, mix), cores, words, suffix),
        "legal_form": ["股份有限公司" if end == "股份有限公司" else "有限责任公司" for end in suffix],
        "business_scope": [f"{word}产品及技术的研究开发、生产、销售与技术服务（演示数据）" for word in words],
    }


def _regions(mix: Mix) -> Texts:
    return np.array([place.code for place in mix.places])


def _operating(rng: np.random.Generator, firms: Population, mix: Mix) -> Texts:
    """Three firms in a hundred work elsewhere than where they are registered."""
    moved = rng.random(firms.count) < 0.03
    elsewhere = rng.choice(len(mix.places), size=firms.count, p=mix.place_shares())
    return np.asarray(_regions(mix)[np.where(moved, elsewhere, firms.place)])


def _places(rng: np.random.Generator, firms: Population, mix: Mix) -> list[str]:
    """Names begin with the city, with the county, or with the province."""
    chance = rng.random(firms.count)
    return [
        "南阳" if roll < 0.55 else "河南" if roll < 0.7 else mix.places[place].short
        for roll, place in zip(chance, firms.place, strict=True)
    ]


def _words(rng: np.random.Generator, firms: Population, mix: Mix) -> list[str]:
    """A trade word; some firms of every trade call themselves 科技."""
    chance = rng.random(firms.count)
    drawn = [mix.trades[trade].words for trade in firms.trade]
    modern = (rng.random(firms.count) < 0.25) & np.array([words[0] != "科技" for words in drawn])
    return [
        words[int(roll * len(words))] + ("科技" if also else "")
        for words, roll, also in zip(drawn, chance, modern, strict=True)
    ]


def _suffixes(rng: np.random.Generator, firms: Population, mix: Mix) -> Texts:
    """Legal-form endings as in the register; joint-stock companies are more often large."""
    counts = np.array(list(mix.legal_forms.values()), dtype=np.float64)
    drawn = np.array(list(mix.legal_forms))[rng.choice(len(counts), size=firms.count, p=counts / counts.sum())]
    listed = (firms.size >= 2) & (rng.random(firms.count) < 0.12)
    return np.asarray(np.where(listed, "股份有限公司", drawn))


def _capitals(rng: np.random.Generator, firms: Population) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Round figures near the square root of revenue; one in twelve is not on record."""
    near = np.exp(0.62 * np.log(firms.revenue_aim) + 5.2 + rng.normal(0, 0.7, firms.count))
    place = np.argmin(np.abs(np.log(CAPITALS)[None, :] - np.log(near)[:, None]), axis=1)
    return np.asarray(np.where(rng.random(firms.count) < 1 / 12, np.nan, CAPITALS[place]))


def _industries(rng: np.random.Generator, firms: Population, mix: Mix) -> list[str]:
    """A class of the trade; three firms in a hundred were never classified."""
    chance, unclassified = rng.random(firms.count), rng.random(firms.count) < 0.03
    return [
        "" if none else (classes := mix.trades[trade].classes)[int(roll * len(classes))]
        for roll, trade, none in zip(chance, firms.trade, unclassified, strict=True)
    ]


def _statuses(rng: np.random.Generator, firms: Population) -> Texts:
    chance = rng.random(firms.count)
    ended = np.select([chance < 0.62, chance < 0.82], ["dissolved", "revoked"], "moved_out")
    return np.asarray(np.where(np.isnat(firms.ended_on), np.where(chance < 0.006, "suspended", "operating"), ended))


def make_former_names(seed: int, enterprises: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """One firm in sixteen had another name before."""
    rng = stream(seed, "former names")
    who = np.flatnonzero(rng.random(len(enterprises)) < 1 / 16)
    began = enterprises["registered_on"].to_numpy().astype("datetime64[D]")[who]
    left = np.where(
        enterprises["ended_on"].isna(), calendar.last_day, enterprises["ended_on"].to_numpy().astype("datetime64[D]")
    )[who]
    changed = began + ((left - began).astype(np.int64) * rng.uniform(0.1, 0.95, len(who))).astype("timedelta64[D]")
    cores = names.core_names(rng, len(who))
    places = names.pick(rng, ("南阳", "河南"), len(who))
    return pd.DataFrame(
        {
            "enterprise": who,
            "name": [f"{place}旧{core}有限公司" for place, core in zip(places, cores, strict=True)],
            "used_from": began,
            "used_until": changed,
        }
    )


def make_contacts(seed: int, enterprises: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """One or two people to speak to at most firms; nobody of them exists."""
    rng = stream(seed, "contacts")
    known = enterprises["known_on"].to_numpy().astype("datetime64[D]")
    how_many = rng.choice(3, size=len(enterprises), p=[0.15, 0.6, 0.25])
    who = np.repeat(np.arange(len(enterprises)), how_many)
    serial = np.arange(1, len(who) + 1)
    later = ((calendar.last_day - known[who]).astype(np.int64) * rng.random(len(who))).astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "enterprise": who,
            "name": names.people(rng, len(who)),
            "position": names.pick(rng, POSITIONS, len(who)),
            "phone": [codes.phone_number(int(one)) for one in serial],
            "email": [f"contact{one}@demo.invalid" for one in serial],
            "known_on": known[who] + later,
            "source": SOURCE,
        }
    )


def make_chains(seed: int, firms: Population, mix: Mix) -> pd.DataFrame:
    """Two thirds of the firms of a trade that has a chain are known to belong to it; `chain` is its Chinese name."""
    rng = stream(seed, "chains")
    chain = mix.of_trades("chain")[firms.trade]
    who = np.flatnonzero((chain != "") & (rng.random(firms.count) < 0.66))
    return pd.DataFrame({"enterprise": who, "chain": chain[who]})
