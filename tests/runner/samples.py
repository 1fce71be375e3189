"""Sample notebooks for the engines: each cell tries one thing that a notebook can show."""

from pathlib import Path

import nbformat

PARAMETERS = """\
tax_rate: float = 11.34  # skattesats, kr per 100 kr
years: int = 3  # antal år
name: str = "Norrbotten"  # region
levels: list[float] = [1.0, 2.0]  # nivåer
note: str | None = None  # anteckning
"""

SAMPLES: dict[str, list[str]] = {
    "text": [
        "print('Räksmörgås på Åland', tax_rate, name)",
        "import sys\nprint('ett')\nprint('två', file=sys.stderr)\nprint('tre', flush=True)",
        "for i in range(2000):\n    print(i, end=' ')",
        "print('50 %\\r100 %')",
        "name * years",
        "_",
        "In[2], sorted(Out)",
        "None",
        "[tax_rate, levels, note]",
        "!echo från skalet",
        "import os\nos.write(1, 'låg nivå\\n'.encode());",
        "%precision 3\n1 / 3",
        "%%capture tyst\nprint('hörs inte')",
        "tyst.stdout",
    ],
    "display": [
        "from IPython.display import HTML, Markdown, clear_output, display, update_display",
        "display(HTML('<b>fet</b>'), Markdown('*kursiv*'))",
        "handle = display('först', display_id='a')",
        "handle.update('sedan')",
        "update_display('sist', display_id='a')\ndisplay('a', display_id='b')",
        "print('borta')\nclear_output()\nprint('kvar')",
        "print('borta')\nclear_output(wait=True)\nprint('ersatt')",
        "display({'text/plain': 'rå', 'application/json': {'å': [1, 2.5]}}, raw=True)",
        "display({'text/plain': 'meta'}, raw=True, metadata={'text/plain': {'nyckel': 1}})",
        (
            "class Both:\n    def _repr_html_(self):\n        return '<i>html</i>'\n"
            "    def __repr__(self):\n        return 'text'\nBoth()"
        ),
        "import asyncio\nawait asyncio.sleep(0.01)\n'väntat'",
        "task = asyncio.create_task(asyncio.sleep(0.001, 'uppgift'))",
        "await task",
    ],
    "tables": [
        "import numpy as np\nimport pandas as pd",
        "frame = pd.DataFrame({'år': [2025, 2026], 'mnkr': [1.5, -2.25]})\nframe",
        "frame.set_index('år').T",
        "print(frame)",
        "np.arange(12).reshape(3, 4) @ np.ones((4, 2))",
        "pd.options.display.precision",
        "frame['mnkr'].describe()",
    ],
    "figures": [
        "import matplotlib.pyplot as plt\nimport numpy as np\nimport seaborn as sns",
        (
            "fig, ax = plt.subplots()\nax.plot([1, 2, years], levels + [tax_rate])\n"
            "ax.set_title('Skatt på språk');"
        ),
        (
            "plt.figure(figsize=(4, 3))\nplt.bar(['å', 'ä', 'ö'], [3, 1, 2])\n"
            "plt.show()\nprint('efter')"
        ),
        "fig",
        (
            "sns.set_theme(style='whitegrid')\n"
            "for k in range(2):\n    sns.lineplot(x=np.arange(5), y=np.arange(5) ** k)\n"
            "    plt.show()"
        ),
        (
            "fig, axes = plt.subplots(2, 2, figsize=(6, 4), layout='constrained')\n"
            "axes[0, 0].hist(np.linspace(0, 1, 50) ** 2)\naxes[1, 1].imshow(np.eye(4));"
        ),
        "fig, ax = plt.subplots()\nax.text(0.5, 0.5, r'$\\sum_t x_t$')\nplt.close(fig)",
        "%config InlineBackend.figure_formats = ['svg']\nplt.rcParams['svg.hashsalt'] = 'x'",
        "plt.plot([1, 3, 2]);",
    ],
    "allowed_error": [
        "1 / 0",
        "print('går vidare')",
    ],
    "error": [
        "print('före')",
        "def f(x):\n    return x / 0",
        "f(tax_rate)",
        "print('aldrig')",
    ],
    "syntax_error": ["print('före')", "if True print('nej')"],
    "widgets": [
        "from tqdm.auto import tqdm\nfor i in tqdm(range(3), desc='Året'):\n    pass",
        "import ipywidgets\nslider = ipywidgets.IntSlider(value=4)\nslider",
        "slider.value = 7",
    ],
}
TAGS = {("allowed_error", 0): ["raises-exception"]}


def sample(name: str) -> nbformat.NotebookNode:
    """One sample notebook: a heading, the parameters, the cells."""
    cells = [
        nbformat.v4.new_markdown_cell(f"# Prov: {name}", id="heading"),
        nbformat.v4.new_code_cell(PARAMETERS, id="parameters", metadata={"tags": ["parameters"]}),
    ]
    for number, source in enumerate(SAMPLES[name]):
        tags = TAGS.get((name, number), [])
        cells.append(nbformat.v4.new_code_cell(source, id=f"c{number}", metadata={"tags": tags}))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def write_sample(name: str, folder: Path) -> Path:
    """Write a sample notebook into a folder and return its path."""
    path = folder / f"{name}.ipynb"
    nbformat.write(sample(name), path)
    return path


def notebook_of(cells: list[str], path: Path, parameters: str | None = None) -> Path:
    """Write a notebook of code cells, and of a parameters cell if one is given."""
    made = [nbformat.v4.new_code_cell(source, id=f"c{n}") for n, source in enumerate(cells)]
    if parameters is not None:
        tags = {"tags": ["parameters"]}
        made.insert(0, nbformat.v4.new_code_cell(parameters, id="parameters", metadata=tags))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel}), path)
    return path
