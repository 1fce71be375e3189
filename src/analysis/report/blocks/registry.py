"""Everything that can be shown, by name: each chapter and question declares what is its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, NoReturn, TypeAlias, TypeVar

from analysis.errors import nearest
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.method import Method
from analysis.report.blocks.sentence import Sentence
from analysis.report.blocks.table import Listing
from analysis.untyped import AnySubject

AnyChart: TypeAlias = Chart[AnySubject]
AnyListing: TypeAlias = Listing[AnySubject]
AnySentence: TypeAlias = Sentence[AnySubject]
Block = TypeVar("Block", AnyChart, AnyListing, AnySentence, Method)


@dataclass(frozen=True)
class Shows:
    """What a chapter or a question shows, and how its tables are made. Two of its blocks may share
    a name, two charts not."""

    charts: tuple[AnyChart, ...] = ()
    tables: tuple[AnyListing, ...] = ()
    sentences: tuple[AnySentence, ...] = ()
    assumptions: tuple[AnySentence, ...] = ()
    methods: tuple[Method, ...] = ()


class Blocks(dict[str, Block], Generic[Block]):
    """Blocks of one kind by name. A name that is not there is a KeyError that offers the nearest.

    Raises ValueError for two blocks of one name.
    """

    def __init__(self, kind: str, blocks: Iterable[Block]) -> None:
        self.kind = kind
        for block in blocks:
            if block.name in self:
                raise ValueError(f"there are two blocks of the kind {kind} named {block.name!r}")
            self[block.name] = block

    def __missing__(self, name: str) -> NoReturn:
        raise KeyError(f"no {self.kind} {name!r}; nearest: {nearest(name, self)!r}")


@dataclass(frozen=True)
class Registry:
    """The blocks of all chapters and questions."""

    charts: Blocks[AnyChart]
    tables: Blocks[AnyListing]
    sentences: Blocks[AnySentence]
    assumptions: Blocks[AnySentence]
    methods: Blocks[Method]

    @classmethod
    def of(cls, declared: Iterable[Shows]) -> "Registry":
        """One registry of what many declare."""
        declared = list(declared)
        return cls(
            Blocks("chart", (block for shows in declared for block in shows.charts)),
            Blocks("table", (block for shows in declared for block in shows.tables)),
            Blocks("sentence", (block for shows in declared for block in shows.sentences)),
            Blocks("assumption", (block for shows in declared for block in shows.assumptions)),
            Blocks("method", (block for shows in declared for block in shows.methods)),
        )
