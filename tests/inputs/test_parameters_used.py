"""The registry of parameters: each is read by the calculation and shown in a table."""

from analysis import catalogue
from analysis.inputs.parameters import registry
from analysis.model.chapters import model
from analysis.model.graph import arguments
from analysis.model.units import parameter_of
from analysis.report.notebook import registry as blocks
from analysis.study.provenance import DERIVED

ELSEWHERE = {
    "contingent_liability_growth": "the calibration rolls contingent_liability_path with it",
    "national_tax_capacity_path": "calibration_tax.py takes it where no equalisation is printed",
    "opening_reserve": "model/stocks.py refuses to use more of a reserve than there is",
    "consumer_price_growth": "inputs/links.yml lets other prices follow it",
}
"""Parameters that no function of the graph has as an argument, and what reads them."""


def test_every_parameter_is_read_by_the_calculation_or_listed_with_who_reads_it():
    read = {a for function in model().values() for a in arguments(function)}
    used = {parameter_of()[n] for n in read if n in parameter_of()}
    used |= {parameter for n in read for parameter in DERIVED.get(n, ())}
    assert set(registry()) - used == set(ELSEWHERE)


def test_every_parameter_stands_in_the_table_of_a_chapter():
    for name, spec in registry().items():
        whole = spec.chapter == "statements"  # that page shows every assumption
        assert ("assumptions" if whole else f"assumptions_{spec.chapter}") in blocks().tables, name


def test_every_group_of_parameters_has_a_name_for_people():
    for group in {spec.group for spec in registry().values() if spec.group}:
        assert catalogue.has_text(f"group.{group}"), group
