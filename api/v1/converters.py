"""What an address may hold."""

from scoring.rulebooks.limits import VERSION


class UsccConverter:
    """A unified social credit code, in either case; what cannot be one is no address of ours."""

    regex = "[0-9A-Za-z]{18}"

    def to_python(self, value: str) -> str:
        """The code as it is stored."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """The code as it stands in an address."""
        return value


class VersionConverter:
    """The version of a rulebook."""

    regex = VERSION

    def to_python(self, value: str) -> str:
        """As it is stored."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands in an address."""
        return value
