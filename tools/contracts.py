"""The faces contract: a context is entered through its public faces and nowhere else."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class FacesContract(Contract):
    """Forbid imports into a context's private modules from outside that context.

    Options:
        floors: packages whose children are contexts.
        faces: names of modules that every context opens to others.
        open: modules and packages that are open beside the faces, with all below them.
    """

    type_name = "faces"

    floors = fields.SetField(subfield=fields.StringField())
    faces = fields.SetField(subfield=fields.StringField())
    open = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001
        """Return every import that enters a context by the back door."""
        contexts = sorted(child for floor in self.floors for child in graph.find_children(floor))
        trespasses = [
            (importer, imported)
            for context in contexts
            for imported in sorted({context, *graph.find_descendants(context)})
            if not self._is_open(imported, context)
            for importer in sorted(graph.find_modules_that_directly_import(imported))
            if not _is_within(importer, context)
        ]
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def _is_open(self, module: str, context: str) -> bool:
        if any(_is_within(module, opened) for opened in self.open or ()):
            return True
        first = module.removeprefix(context).removeprefix(".").partition(".")[0]
        return first in self.faces

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each trespass."""
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} imports {imported}, which is private to its context.")


def _is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
