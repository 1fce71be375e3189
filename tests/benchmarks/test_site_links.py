"""The links of a site are followed to files and places."""

from pathlib import Path

from benchmarks.bench_site import broken_links


def test_a_link_to_no_file_or_no_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "index.html").write_text(
        '<a href="plan/a.html">a</a> <a class="x" href="plan/a.html#here">b</a>'
        '<a href="plan/a.html#away">c</a> <a href="gone.html">d</a> <a href="https://x.se">e</a>'
    )
    (tmp_path / "plan" / "a.html").write_text('<p id="here"><a href="../index.html">f</a></p>')
    assert broken_links(tmp_path) == (
        5,
        ["index.html: plan/a.html#away", "index.html: gone.html"],
    )
