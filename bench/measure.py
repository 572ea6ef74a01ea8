#!/usr/bin/env python3
"""Measures the table of figures, each row by itself, and prints it as Markdown.

measure.py --sulh BINARY [--only ROW]... [--scale 100k|1m|10m]
Rows: import lookup http load open memory writers queries, those of trust.py (gate past backup purge) and text.
Progress goes to standard error, the table to standard output; a figure over its bound is marked.
It judges nothing else, and it writes below the cache directory only.
"""

import argparse
import functools
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import text
import trust
from process import Failed, Server, free_port, weigh
from writers import write_for

SHARED = Path(__file__).resolve().parents[2] / "shared"
UPR = SHARED / "data/upr/recommendations.csv"
CACHE = Path(os.environ.get("SULH_BENCH_DIR", Path.home() / ".cache/sulh-bench"))
SCALES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
LOOKUP = ["--threat", "human-trafficking", "--country", "BIH"]
ROUNDS = 20


def say(text):
    print(f"  {text}", file=sys.stderr, flush=True)


class Bench:
    """The binary under measurement and the stores that several rows share."""

    def __init__(self, sulh, scale):
        self.binary = str(Path(sulh).resolve())
        self.target = Path(sulh).resolve().parents[1]
        self.shared = SHARED
        self.scale = scale
        self.triples = SCALES[scale]
        CACHE.mkdir(parents=True, exist_ok=True)

    def sulh(self, data, *arguments):
        return weigh([self.binary, "--data-dir", str(data), *arguments], CACHE)

    def fresh(self, name):
        data = CACHE / name
        shutil.rmtree(data, ignore_errors=True)
        return data

    def copy(self, source, name):
        """A copy of a store at rest, without its lock's socket."""
        data = self.fresh(name)

        def not_files(folder, names):
            paths = ((name, Path(folder, name)) for name in names)
            return [name for name, path in paths if not (path.is_file() or path.is_dir())]

        shutil.copytree(source, data, ignore=not_files)
        return data

    def token(self, data):
        _, _, out = self.sulh(data, "--format", "json", "token", "create", "bench", "--role", "admin")
        return json.loads(out)["token"]

    def server(self, data, token=None, under=()):
        return Server(self.binary, str(data), token, under)

    @functools.cache
    def imported(self):
        """(store with the recommendations, seconds and peak MiB of each of three imports)."""
        runs = []
        for _ in range(3):
            data = self.fresh("upr")
            runs.append(self.sulh(data, "import", "upr", str(UPR))[:2])
            say(f"import: {runs[-1][0]:.2f} s, {runs[-1][1]:.0f} MiB")
        return data, runs

    @functools.cache
    def triples_file(self):
        path = CACHE / f"d{self.scale}.nt"
        if not path.exists():
            say(f"writing {path}")
            aside = path.with_suffix(".part")
            subprocess.run(
                [sys.executable, SHARED / "bench/gen.py", str(self.triples), aside],
                check=True, stdout=subprocess.DEVNULL,
            )
            aside.rename(path)
        return path

    @functools.cache
    def loaded(self):
        """(store with the generated triples, seconds and peak MiB of each of three loads)."""
        runs = []
        for _ in range(3):
            data = self.fresh(f"d{self.scale}")
            runs.append(self.sulh(data, "load", str(self.triples_file()))[:2])
            say(f"load: {runs[-1][0]:.2f} s, {runs[-1][1]:.0f} MiB")
        return data, runs

    @functools.cache
    def churned(self):
        """(store after the rounds, resident MiB idle before and after them in one server).

        Both are taken 10 s after a query that reads every triple and every text, so that the mapped
        files are in memory both times.
        """
        data = self.copy(self.loaded()[0], "churned")
        with self.server(data, self.token(data)) as server:
            read_all(server)
            time.sleep(10)
            before = server.resident()
            for number in range(1, ROUNDS + 1):
                started = time.perf_counter()
                replace(server, number, self.triples // 5)
                say(f"round {number}: {time.perf_counter() - started:.1f} s")
            read_all(server)
            time.sleep(10)
            after = server.resident()
        return data, before, after

    def open_seconds(self, data):
        return self.sulh(data, "--format", "json", "stats")[0]


def read_all(server):
    """Pulls every triple and looks at every subject and object."""
    rows = server.query_csv("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER(STRLEN(STR(?s)) + STRLEN(STR(?o)) > 1) }")
    if int(rows[0][0]) == 0:
        raise Failed("the store is empty")


def replace(server, number, quads, batch=20_000):
    """Replaces `quads` quads of the generated data, each with a text that was never there before."""
    mark = f"r{number:02} "
    select = (
        "{ SELECT ?s ?p ?o WHERE { VALUES ?p { :text :title :status } ?s ?p ?o "
        f'FILTER(!STRSTARTS(STR(?o), "{mark}")) }} LIMIT %d }}'
    )
    while quads > 0:
        server.update(
            "PREFIX : <http://ex.org/v#> DELETE { ?s ?p ?o } INSERT { ?s ?p ?n } WHERE { "
            + select % min(batch, quads)
            + f' BIND(CONCAT("{mark}", REPLACE(STR(?o), "^r[0-9]+ ", "")) AS ?n) }}'
        )
        quads -= batch
    rows = server.query_csv(
        "PREFIX : <http://ex.org/v#> SELECT (COUNT(*) AS ?n) WHERE "
        f'{{ VALUES ?p {{ :text :title :status }} ?s ?p ?o FILTER(STRSTARTS(STR(?o), "{mark}")) }}'
    )
    if int(rows[0][0]) == 0:
        raise Failed(f"round {number} replaced nothing")


def bound(value, most, text):
    """The figure as text, marked where it is over what the row allows."""
    return text if value <= most else f"**{text}, over**"


def median_of(runs):
    return [statistics.median(column) for column in zip(*runs)]


def measure_import(bench):
    seconds, peak = median_of(bench.imported()[1])
    text = f"{seconds:.2f} s, {peak:.0f} MiB"
    over = max(seconds / 10, peak / 500)
    return [("import of the UPR table into an empty store (median of 3)", "10 s, 500 MiB", bound(over, 1, text))]


def measure_lookup(bench):
    data, _ = bench.imported()
    runs = [bench.sulh(data, "--format", "json", "recommendations", *LOOKUP) for _ in range(11)]
    if not json.loads(runs[0][2])["items"]:
        raise Failed("the look-up finds nothing")
    seconds = statistics.median(run[0] for run in runs)
    work = f"`sulh recommendations {' '.join(LOOKUP)}` from process start (median of 11)"
    return [(work, "0.5 s", bound(seconds, 0.5, f"{seconds:.3f} s"))]


def measure_http(bench):
    data, _ = bench.imported()
    took = []
    with bench.server(data) as server:
        connection = server.connect()
        for _ in range(220):
            started = time.perf_counter()
            connection.request("GET", "/api/v1/recommendations?threat=human-trafficking&country=BIH")
            answer = connection.getresponse()
            body = answer.read()
            took.append(1000 * (time.perf_counter() - started))
            if answer.status != 200:
                raise Failed(f"look-up over HTTP: {answer.status}: {body[:300]}")
        connection.close()
    if not json.loads(body)["items"]:
        raise Failed("the look-up over HTTP finds nothing")
    warm = sorted(took[20:])
    middle, slow = statistics.median(warm), warm[int(0.95 * len(warm))]
    text = f"{middle:.2f} ms (95th of 100: {slow:.2f} ms)"
    return [("the same over HTTP, warm (median of 200)", "10 ms", bound(middle, 10, text))]


def measure_load(bench):
    seconds, peak = median_of(bench.loaded()[1])
    text = f"{seconds:.2f} s, {peak:.0f} MiB"
    over = max(seconds / 10, peak / 700)
    work = f"bulk load of {bench.triples:,} triples, with fsync and checkpoint (median of 3)"
    return [(work, "10 s, 700 MiB", bound(over, 1, text))]


def measure_open(bench):
    data, _ = bench.loaded()
    plain = statistics.median(bench.open_seconds(data) for _ in range(5))
    killed = max(open_after_kill(bench, data) for _ in range(3))
    churned = bench.churned()[0]
    # The first open may have to fold what the rounds left; the worst of five counts.
    replaced = max(bench.open_seconds(churned) for _ in range(5))
    work = f"open of a store of {bench.triples:,} triples, process start to `stats`"
    return [
        (f"{work}{how}", "0.5 s", bound(seconds, 0.5, f"{seconds:.3f} s"))
        for how, seconds in [
            (" (median of 5)", plain),
            (", after kill -9 in the midst of writes (worst of 3)", killed),
            (f", after replacing a fifth of it {ROUNDS} times (worst of 5)", replaced),
        ]
    ]


def open_after_kill(bench, source):
    data = bench.copy(source, "killed")
    token = bench.token(data)
    with bench.server(data, token) as server:
        crowd = threading.Thread(target=write_until_it_dies, args=(server.port, token))
        crowd.start()
        time.sleep(3)
        server.signal(signal.SIGKILL)
        crowd.join()
    seconds = bench.open_seconds(data)
    say(f"open after kill -9: {seconds:.3f} s")
    return seconds


def write_until_it_dies(port, token):
    try:
        write_for(60, port, token)
    except OSError:
        pass  # the server was killed, as it should be


def measure_memory(bench):
    data, (before, mapped_before), (after, mapped_after) = bench.churned()
    with bench.server(data) as server:
        read_all(server)
        time.sleep(10)
        again, mapped_again = server.resident()
    return [
        (
            f"resident memory at {bench.triples:,} triples, idle for 10 s after reading all of them", "200 MiB",
            bound(before, 200, f"{before:.0f} MiB (of it mapped files {mapped_before:.0f})"),
        ),
        (
            f"the same server after replacing a fifth of it {ROUNDS} times", f"1.2 × that, {1.2 * before:.0f} MiB",
            bound(after, 1.2 * before, f"{after:.0f} MiB (of it mapped files {mapped_after:.0f})"),
        ),
        (
            "a new server on what the rounds left", f"1.2 × that, {1.2 * before:.0f} MiB",
            bound(again, 1.2 * before, f"{again:.0f} MiB (of it mapped files {mapped_again:.0f})"),
        ),
    ]


def measure_writers(bench):
    data = bench.copy(bench.loaded()[0], "written")
    token = bench.token(data)
    with bench.server(data, token) as server:
        updates, seconds, refused = write_for(10, server.port, token)
        if refused:
            raise Failed(f"a writer was refused: {refused}")
    rate = updates / seconds
    say(f"{rate:.0f} updates/s")
    syncs, counted, how = counted_syncs(bench, data, token)
    ratio = counted / max(syncs, 1)
    each = "64 writers over HTTP, one small update each, for 10 s"
    return [
        (each, "at least 3,000 updates/s", bound(3000, rate, f"{rate:,.0f} updates/s")),
        (
            f"the same, updates for one fsync ({how})", "at least 8",
            bound(8, ratio, f"{ratio:.1f} ({counted:,} updates, {syncs:,} fsyncs)"),
        ),
    ]


def counted_syncs(bench, data, token):
    """(fsyncs, updates acknowledged, how they were counted) in a run of its own, which counting slows."""
    if shutil.which("strace"):
        counts = CACHE / "fsyncs"
        tracer = ["strace", "-f", "--seccomp-bpf", "-c", "-e", "trace=fsync,fdatasync", "-o", str(counts)]
        with bench.server(data, token, under=tracer) as server:
            updates, _, refused = write_for(5, server.port, token)
        rows = [line.split() for line in counts.read_text().splitlines()]
        syncs = sum(int(row[3]) for row in rows if row and row[-1] in ("fsync", "fdatasync"))
        how = "counted by strace"
    else:
        with bench.server(data, token) as server:
            before = journal_syncs(bench, data)
            updates, _, refused = write_for(5, server.port, token)
            syncs = journal_syncs(bench, data) - before
        how = "the journal's own count"
    if refused:
        raise Failed(f"a writer was refused: {refused}")
    return syncs, updates, how


def journal_syncs(bench, data):
    return json.loads(bench.sulh(data, "--format", "json", "stats")[2])["journal_fsyncs"]


def measure_queries(bench):
    data, _ = bench.loaded()
    peers = SHARED / "bench/peers.sh"
    home = CACHE / "peers"
    environment = {**os.environ, "PEERS_DIR": str(home)}

    def peer(*arguments):
        done = subprocess.run(
            [peers, *arguments], env=environment, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        if done.returncode:
            raise Failed(f"peers.sh {' '.join(arguments)}: {done.stderr.strip()[-300:]}")
        return done.stdout.strip()

    if not (home / "venv/bin/oxigraph").exists():
        say("installing the peers")
        try:
            peer("install")
        except Failed:
            # Its last step is for a peer that is not measured here.
            if not (home / "venv/bin/oxigraph").exists():
                raise
    if not (home / f"oxi{bench.scale}").exists():
        shutil.copyfile(bench.triples_file(), home / f"d{bench.scale}.nt")
        say(peer("load", "oxigraph", bench.scale))
    port = free_port()
    pid = int(start_peer(peers, environment, bench.scale, port))
    try:
        with bench.server(data) as server:
            result = home / "queries.json"
            subprocess.run(
                [
                    sys.executable, SHARED / "bench/bench.py", "--only", "q0,q1", "--runs", "9", "--out", result,
                    "--engine", f"oxigraph=plain,http://127.0.0.1:{port}/query",
                    "--engine", f"sulh=plain,http://127.0.0.1:{server.port}/sparql",
                ],
                check=True, stdout=sys.stderr,
            )
    finally:
        os.kill(pid, signal.SIGTERM)
    return [verdict(json.loads(result.read_text()), bench.triples)]


def start_peer(peers, environment, scale, port):
    """Starts Oxigraph's server; returns its pid once it listens."""
    with subprocess.Popen(
        [peers, "serve", "oxigraph", scale, str(port)], env=environment, text=True, stdout=subprocess.PIPE
    ) as child:
        pid = child.stdout.readline().strip()
    time.sleep(3)
    return pid


def verdict(results, triples):
    ratios, failed = [], []
    for name, row in results.items():
        ours, theirs = row["sulh"], row["oxigraph"]
        if "ms" not in ours or not ours["same_hash"]:
            failed.append(name)  # other rows than the reference's are wrong, however fast
        elif "ms" in theirs:
            ratios.append((ours["ms"] / theirs["ms"], name))
    slower = [name for ratio, name in ratios if ratio > 1]
    (worst, at), middle = max(ratios), statistics.median(ratio for ratio, _ in ratios)
    text = f"{len(slower)} of {len(results)} slower; worst ratio {worst:.2f} ({at}), median {middle:.2f}"
    if failed:
        text += f"; wrong or failed: {', '.join(failed)}"
    work = f"the {len(results)} queries at {triples:,} triples, beside Oxigraph's server"
    return work, "none slower", bound(len(slower) + len(failed), 0, text)


ROWS = {
    "import": measure_import,
    "lookup": measure_lookup,
    "http": measure_http,
    "load": measure_load,
    "open": measure_open,
    "memory": measure_memory,
    "writers": measure_writers,
    "queries": measure_queries,
    **{name: functools.partial(measure, bound=bound) for name, measure in (trust.ROWS | text.ROWS).items()},
}


def main():
    arguments = argparse.ArgumentParser(description="Measures the table of figures.")
    arguments.add_argument("--sulh", required=True, help="the release binary")
    arguments.add_argument("--only", action="append", choices=ROWS, help="this row only; may be repeated")
    arguments.add_argument("--scale", choices=SCALES, default="1m", help="triples of the generated store")
    chosen = arguments.parse_args()
    bench = Bench(chosen.sulh, chosen.scale)
    table = []
    for name in chosen.only or ROWS:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            table += ROWS[name](bench)
        except (Failed, OSError, subprocess.SubprocessError, ValueError, KeyError) as problem:
            table.append((name, "", f"not measured: {problem}".replace("|", "\\|").replace("\n", " ")))
    print(f"{os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}, {bench.triples:,} generated triples\n")
    print("| work | at most | measured |\n|---|---|---|")
    for row in table:
        print(f"| {' | '.join(row)} |")
    queries = CACHE / "peers/queries.json"
    if "queries" in (chosen.only or ROWS) and queries.exists():
        print(flush=True)
        subprocess.run([sys.executable, SHARED / "bench/table.py", queries], check=False)


if __name__ == "__main__":
    main()
