"""Child processes of the measurements: run one and weigh it, keep a server up while measuring it.

It must not know what is measured: that is measure.py.
"""

import http.client
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse


class Failed(Exception):
    """A command or request that a figure depends on did not succeed."""


def weigh(command, cwd):
    """Runs `command`; returns (seconds from start to exit, peak resident MiB, standard output)."""
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        )
        with child.stdout:
            out = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip()[-500:]
            raise Failed(f"{' '.join(command)}: exit code {child.returncode}: {said}")
    return seconds, usage.ru_maxrss / 1024, out.decode()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server on loopback, ready when the `with` block is entered and gone when it is left."""

    def __init__(self, sulh, data, token=None, under=()):
        self.port = free_port()
        self.command = [*under, sulh, "--data-dir", data, "serve", "--bind", f"127.0.0.1:{self.port}"]
        self.token = token
        self.under = bool(under)
        self.data = data

    def __enter__(self):
        self.log = open(self.data + ".log", "ab")
        self.child = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log
        )
        give_up = time.monotonic() + 60
        while not self.ready():
            if self.child.poll() is not None or time.monotonic() > give_up:
                self.stop()
                raise Failed(f"the server did not get ready, see {self.log.name}")
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        self.stop()

    def ready(self):
        try:
            return self.request("GET", "/readyz")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def connect(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def request(self, method, path, body=None, headers=()):
        connection = self.connect()
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def update(self, text):
        headers = {
            "Content-Type": "application/sparql-update",
            "Authorization": f"Bearer {self.token}",
        }
        status, said = self.request("POST", "/sparql", text.encode(), headers)
        if status >= 300:
            raise Failed(f"update: HTTP {status}: {said[:300].decode(errors='replace')}")

    def query_csv(self, text):
        """The rows of a SELECT, each a list of strings, without the header."""
        path = "/sparql?query=" + urllib.parse.quote(text)
        status, said = self.request("GET", path, headers={"Accept": "text/csv"})
        if status != 200:
            raise Failed(f"query: HTTP {status}: {said[:300].decode(errors='replace')}")
        return [line.split(",") for line in said.decode().splitlines()[1:]]

    def pid(self):
        """The server's own pid, also where it runs under a tracer."""
        if not self.under:
            return self.child.pid
        with open(f"/proc/{self.child.pid}/task/{self.child.pid}/children", encoding="ascii") as children:
            return int((children.read().split() or [self.child.pid])[0])

    def resident(self):
        """Resident MiB: (all, of it mapped files)."""
        fields = {}
        with open(f"/proc/{self.pid()}/status", encoding="utf-8") as status:
            for line in status:
                name, _, value = line.partition(":")
                fields[name] = value.split()
        return tuple(int(fields[name][0]) / 1024 for name in ("VmRSS", "RssFile"))

    def signal(self, which):
        """Sends a signal to the server that this object started, and waits until it is gone."""
        if self.child.poll() is None:
            os.kill(self.pid(), which)
            self.child.wait(timeout=120)

    def stop(self):
        self.signal(signal.SIGTERM)
        self.log.close()
