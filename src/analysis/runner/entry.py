"""The Papermill engine `regionkalkyl`, as Papermill finds it: `papermill --engine regionkalkyl`.

Papermill imports every registered engine when it starts, so nothing is imported here; and this
must not import Papermill, which would then be half imported itself.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from analysis.untyped import Passed


class Engine:
    """Executes a notebook in a forked child of a warm process; see `analysis.runner.engine`."""

    @classmethod
    def execute_notebook(
        cls, nb: "NotebookNode", kernel_name: str, **options: "Passed"
    ) -> "NotebookNode":
        """Papermill's interface: execute `nb`, keeping its state as Papermill does."""
        from analysis.runner.engine import ForkEngine

        return ForkEngine.execute_notebook(nb, kernel_name, **options)

    @classmethod
    def nb_kernel_name(cls, nb: "NotebookNode", name: str | None = None) -> str:
        """Name of the kernel that the notebook asks for."""
        from papermill.utils import nb_kernel_name

        return str(nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: "NotebookNode", language: str | None = None) -> str:
        """Language of the notebook."""
        from papermill.utils import nb_language

        return str(nb_language(nb, language))
