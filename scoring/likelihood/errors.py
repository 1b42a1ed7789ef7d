"""The base of every refusal of this package."""


class LikelihoodError(Exception):
    """Something was refused: the message says what was found, where, why it is a problem and what to do."""
