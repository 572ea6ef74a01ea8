"""The rows on full text: an index of a million passages of real sentences, beside plain tantivy.

The measuring itself is the example `measure` of sulh-text, which prints figures as JSON.
"""

import json
import subprocess
from pathlib import Path

from process import Failed

ROOT = Path(__file__).resolve().parents[1]
PASSAGES = 1_000_000


def figures(shared, target):
    built = subprocess.run(
        ["cargo", "build", "--release", "--locked", "--quiet", "-p", "sulh-text", "--example", "measure"],
        check=False, cwd=ROOT,
    )
    if built.returncode:
        raise Failed("the example measure does not build")
    done = subprocess.run(
        [target / "release/examples/measure", shared, str(PASSAGES)],
        check=False, text=True, stdout=subprocess.PIPE,
    )
    if done.returncode:
        raise Failed("the example measure failed")
    return json.loads(done.stdout)


def measure_text(bench, bound):
    found = figures(bench.shared, bench.target)

    def at_most(work, limit, name, part="median_ms"):
        value = found[name][part]
        return (work, f"{limit} ms", bound(value, limit, f"{value:.2f} ms"))

    rate = found["index_per_second"]
    size = found["bytes_ratio"]
    slower = found["index_seconds"] / found["plain_index_seconds"]
    asked = found["query_alone"]["median_ms"] / found["plain_query_alone"]["median_ms"]
    return [
        ("index a million passages of real sentences", "at least 25,000/s", bound(25_000, rate, f"{rate:,.0f}/s")),
        ("bytes of that index, of the text's", "1.8", bound(size, 1.8, f"{size:.2f}")),
        at_most("top 10, snippets, five facets; 8 clients, median", 15, "query_8_clients"),
        at_most("the same, 99th percentile", 50, "query_8_clients", "p99_ms"),
        at_most("suggestions for what is typed, median", 3, "suggest"),
        at_most("the same, 99th percentile", 3, "suggest", "p99_ms"),
        at_most("100 changed passages searchable", 50, "commit_of_100_searchable"),
        at_most("open that index, first answer", 100, "reopen_first_answer"),
        ("its query time, of plain tantivy's with the same answer", "2", bound(asked, 2, f"{asked:.2f}")),
        ("its index time, of plain tantivy's", "3", bound(slower, 3, f"{slower:.2f}")),
    ]


ROWS = {"text": measure_text}
