"""Which connector speaks to which registry."""

from motcua.capabilities.registries.connectors.base import CivilStatusRegistry, PopulationRegistry
from motcua.capabilities.registries.connectors.simulated.registry import (
    SimulatedCivilStatus,
    SimulatedPopulation,
)


class Connectors:
    """The registries of this installation; another vendor's connector takes the simulated one's place."""

    def __init__(
        self, *, population: PopulationRegistry, civil_status: CivilStatusRegistry
    ) -> None:
        self.population = population
        self.civil_status = civil_status


current = Connectors(population=SimulatedPopulation(), civil_status=SimulatedCivilStatus())
