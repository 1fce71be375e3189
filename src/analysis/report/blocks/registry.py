"""Everything that can be shown, by name: each chapter and question declares what is its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

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
Made = TypeVar("Made")


@dataclass(frozen=True)
class Shows:
    """What a chapter or a question shows, and how its tables are made. Two of its blocks may share
    a name, two charts not."""

    charts: tuple[AnyChart, ...] = ()
    tables: tuple[AnyListing, ...] = ()
    sentences: tuple[AnySentence, ...] = ()
    assumptions: tuple[AnySentence, ...] = ()
    methods: tuple[Method, ...] = ()


@dataclass(frozen=True)
class Registry:
    """The blocks of all chapters and questions. Raises ValueError for two of one name."""

    charts: Mapping[str, AnyChart]
    tables: Mapping[str, AnyListing]
    sentences: Mapping[str, AnySentence]
    assumptions: Mapping[str, AnySentence]
    methods: Mapping[str, Method]

    @classmethod
    def of(cls, declared: Iterable[Shows]) -> "Registry":
        """One registry of what many declare."""
        declared = list(declared)
        return cls(
            _named("chart", (block for shows in declared for block in shows.charts)),
            _named("table", (block for shows in declared for block in shows.tables)),
            _named("sentence", (block for shows in declared for block in shows.sentences)),
            _named("assumption", (block for shows in declared for block in shows.assumptions)),
            _named("method", (block for shows in declared for block in shows.methods)),
        )


def _named(kind: str, blocks: Iterable[Block]) -> dict[str, Block]:
    found: dict[str, Block] = {}
    for block in blocks:
        if block.name in found:
            raise ValueError(f"there are two blocks of the kind {kind} named {block.name!r}")
        found[block.name] = block
    return found


def named(kind: str, blocks: Mapping[str, Block], name: str) -> Block:
    """The block `name`. Raises KeyError that offers the nearest name."""
    if name not in blocks:
        raise KeyError(f"no {kind} {name!r}; nearest: {nearest(name, blocks)!r}")
    return blocks[name]


def once(make: Callable[..., Made]) -> Callable[..., Made]:
    """`make(view, …)` as the subject of several blocks, made once for a view and its options."""
    return lambda view, **options: view.once(make, **options)
