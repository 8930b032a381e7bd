"""The root of every error that a person may read."""

from collections.abc import Mapping, Sequence


class WellboughtError(Exception):
    """Something a person can put right: what is wrong, where, and what to do.

    :param message: what is wrong and what would be right, in plain words; ``%(name)s`` stands for one of the values
    :param where: the file, line or field it is about, if there is one
    :param values: what the message speaks of, so that its sentence can be told in another language
    """

    def __init__(self, message: str, *, where: str = "", values: Mapping[str, object] | None = None) -> None:
        self.sentence = message
        self.values = values or {}
        self.message = message % self.values if self.values else message
        self.where = where
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class SeveralErrors(WellboughtError):
    """Every fault of one input at once, so that a person mends them in one go."""

    def __init__(self, errors: Sequence[WellboughtError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = tuple(errors)
