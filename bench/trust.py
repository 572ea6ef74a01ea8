"""The rows on trust: writes through the gate, the past, backup and erasure.

Each function takes the measurements' Bench and returns rows of the table; measure.py prints them.
"""

import json
import statistics
import time
import urllib.parse

from process import Failed
from writers import write_for

BASE = "https://w3id.org/sulh/id"
GRAPH = "https://w3id.org/sulh/graph/source/bench"
DOCUMENT = f"{BASE}/document/bench"
# A whole organisation, so that the gate has a shape to hold it against.
ORGANIZATION = (
    "<{base}/organization/{name}> a <https://w3id.org/sulh/ns#Organization> ; "
    '<http://www.w3.org/2004/02/skos/core#prefLabel> "Body {name}"@en ; '
    "<https://w3id.org/sulh/ns#sector> <{base}/sector/civil-society> ; "
    "<https://w3id.org/sulh/ns#basedIn> <{base}/country/BIH> ."
)
# Braces doubled: the writer fills in its own number and count.
INSERT = "INSERT DATA {{ " + ORGANIZATION.replace("{name}", "w{writer}-{n}").replace("{base}", BASE) + " }}"
NAMELESS = f"INSERT DATA {{ <{BASE}/organization/nameless> a <https://w3id.org/sulh/ns#Organization> }}"
LATER = 1_000
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def organizations(count):
    """`count` organisations of four quads each, in Turtle."""
    return "\n".join(ORGANIZATION.format(base=BASE, name=f"b{number}") for number in range(count))


def refuse_unlike_shapes(server):
    """The gate must be on, or the figure is of nothing."""
    try:
        server.update(NAMELESS)
    except Failed:
        return
    raise Failed("an organisation without a label was taken: the gate is off")


def measure_gate(bench, bound):
    data = bench.copy(bench.loaded()[0], "gate")
    token = bench.token(data)
    with bench.server(data, token) as server:
        refuse_unlike_shapes(server)
        updates, seconds, refused = write_for(10, server.port, token, insert=INSERT)
        if refused:
            raise Failed(f"a writer was refused: {refused}")
        rate = updates / seconds
        took = statistics.median(post(server, round_) for round_ in range(3))
    return [
        (
            "64 writers over HTTP through the gate, an organisation of 4 quads each, for 10 s",
            "at least 2,000 updates/s", bound(2000, rate, f"{rate:,.0f} updates/s"),
        ),
        (
            "a commit of 10,000 quads (2,500 organisations) through the gate, sent to acknowledged (median of 3)",
            "1 s", bound(took, 1, f"{took:.3f} s"),
        ),
    ]


def post(server, round_):
    """Seconds to commit 10,000 quads that were never there."""
    body = organizations(2_500).replace("/organization/b", f"/organization/r{round_}-").encode()
    path = "/store?graph=" + urllib.parse.quote(GRAPH, safe="")
    headers = {"Content-Type": "text/turtle", "Authorization": f"Bearer {server.token}"}
    started = time.perf_counter()
    status, said = server.request("POST", path, body, headers)
    took = time.perf_counter() - started
    if status >= 300:
        raise Failed(f"10,000 quads: HTTP {status}: {said[:300].decode(errors='replace')}")
    return took


def measure_past(bench, bound):
    data = bench.copy(bench.loaded()[0], "past")
    token = bench.token(data)
    revision = stats(bench, data)["revision"]
    with bench.server(data, token) as server:
        made = 0
        while made < LATER:
            updates, _, refused = write_for(0.1, server.port, token, insert=INSERT)
            if refused:
                raise Failed(f"a writer was refused: {refused}")
            made += updates
        first = ask(server, "SELECT * WHERE { ?s ?p ?o } LIMIT 1", revision)
        pairs = [(ask(server, COUNT, revision), ask(server, COUNT, None)) for _ in range(7)]
    then, now = (statistics.median(column) for column in zip(*pairs))
    return [
        (
            f"as of {made:,} commits back at {bench.triples:,} triples, first row", "1 s",
            bound(first, 1, f"{first:.3f} s"),
        ),
        (
            "a count of all triples then, beside the same now (median of 7)", "as fast",
            f"{then:.3f} s beside {now:.3f} s, ratio {then / now:.2f}",
        ),
    ]


def ask(server, query, revision):
    """Seconds of a query, as of a revision or now."""
    path = "/sparql?query=" + urllib.parse.quote(query)
    if revision is not None:
        path += f"&as-of={revision}"
    headers = {"Accept": "text/csv", "Authorization": f"Bearer {server.token}"}
    started = time.perf_counter()
    status, said = server.request("GET", path, headers=headers)
    took = time.perf_counter() - started
    if status != 200 or len(said.splitlines()) < 2:
        raise Failed(f"as of {revision}: HTTP {status}: {said[:300].decode(errors='replace')}")
    return took


def measure_backup(bench, bound):
    data = bench.copy(bench.loaded()[0], "backed-up")
    rates = []
    for number in range(3):
        file = data.with_name(f"backup-{number}.sulh")
        file.unlink(missing_ok=True)
        with bench.server(data, bench.token(data) if not number else None):
            seconds, _, _ = bench.sulh(data, "backup", str(file))
        rates.append((file.stat().st_size / 1e6 / seconds, file.stat().st_size / 1e6, seconds))
    rate, size, seconds = sorted(rates)[1]
    restored = bench.fresh("restored")
    took, _, _ = bench.sulh(restored, "restore", str(file))
    if stats(bench, restored)["quads"] != stats(bench, data)["quads"]:
        raise Failed("the restored store has other quads")
    return [
        (
            f"backup of {bench.triples:,} triples beside a server (median of 3)", "at least 100 MB/s",
            bound(100, rate, f"{rate:,.0f} MB/s ({size:.0f} MB in {seconds:.2f} s)"),
        ),
        ("its restore, verified, into a new directory", "", f"{took:.2f} s"),
    ]


def measure_purge(bench, bound):
    data = bench.copy(bench.loaded()[0], "purged")
    token = bench.token(data)
    with bench.server(data, token) as server:
        server.update(
            f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <{DOCUMENT}> a <https://w3id.org/sulh/ns#Document> ; "
            f'<https://w3id.org/sulh/ns#sha256> "{"0" * 64}" }} }}'
        )
        post(server, 0)
        seconds, _, _ = bench.sulh(data, "purge", "document", DOCUMENT, "--reason", "measurement", "--yes")
        rows = server.query_csv(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
        if int(rows[0][0]):
            raise Failed("the purged graph is still there")
    work = f"purge of a document of 10,000 quads at {bench.triples:,} triples, beside a server"
    return [(work, "20 s", bound(seconds, 20, f"{seconds:.2f} s"))]


def stats(bench, data):
    return json.loads(bench.sulh(data, "--format", "json", "stats")[2])


ROWS = {
    "gate": measure_gate,
    "past": measure_past,
    "backup": measure_backup,
    "purge": measure_purge,
}
