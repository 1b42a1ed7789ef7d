"""The base of every refusal of this package, and the refusals of a model file and to learn from too little."""


class LikelihoodError(Exception):
    """Something was refused: the message says what was found, where, why it is a problem and what to do.

    `en` and `zh` are the same message; where only machines and administrators read it, `zh` repeats the English.
    """

    def __init__(self, en: str, zh: str = "") -> None:
        super().__init__(en, zh)
        self.en = en
        self.zh = zh or en

    def __str__(self) -> str:
        return self.en


class ModelRefused(LikelihoodError):
    """A model file or its card is not what this instance wrote, or does not fit this code."""


class TooFewOutcomes(LikelihoodError):
    """Cold start: too few years or outcomes to learn a model that could be trusted.

    `found` and `needed` count what there is too little of: years, or firms with the outcome that is short.
    """

    code = "too_few_outcomes"

    def __init__(self, en: str, zh: str, found: int, needed: int) -> None:
        super().__init__(en, zh)
        self.args = (en, zh, found, needed)
        self.found = found
        self.needed = needed
