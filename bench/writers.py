"""Sixty-four clients that write at once, in one thread and with little work a request.

A client that costs more than the server it measures would measure itself; so requests are bytes made
beforehand and answers are read only as far as needed to know where they end.
"""

import selectors
import socket
import time

INSERT = "INSERT DATA {{ <http://ex.org/writer/{writer}> <http://ex.org/v#wrote> {n} }}"


class Writer:
    """One connection that sends an update as soon as the one before is acknowledged."""

    def __init__(self, number, port, token, first, insert):
        self.number = number
        self.insert = insert
        self.count = first
        self.acknowledged = 0
        self.refused = None
        self.buffer = b""
        self.head = (
            "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {token}\r\nContent-Type: application/sparql-update\r\n"
        )
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self):
        self.count += 1
        body = self.insert.format(writer=self.number, n=self.count)
        self.socket.sendall(f"{self.head}Content-Length: {len(body)}\r\n\r\n{body}".encode())

    def receive(self):
        """Reads what is there; returns whether an answer is complete."""
        some = self.socket.recv(65536)
        if not some:
            raise ConnectionError("the server closed a writer's connection")
        self.buffer += some
        head, mark, body = self.buffer.partition(b"\r\n\r\n")
        if not mark or not complete(head, body):
            return False
        status = int(head[9:12])
        if 200 <= status < 300:
            self.acknowledged += 1
        else:
            self.refused = f"HTTP {status}: {body[:200].decode(errors='replace')}"
        self.buffer = b""
        return True


def complete(head, body):
    lower = head.lower()
    _, found, length = lower.partition(b"\r\ncontent-length:")
    if found:
        return len(body) >= int(length.split(b"\r\n", 1)[0])
    return b"\r\ntransfer-encoding:" not in lower or body.endswith(b"0\r\n\r\n")


def write_for(seconds, port, token, writers=64, until=None, insert=INSERT):
    """Writes for `seconds`; returns (acknowledged updates, seconds taken, a refusal or None).

    `insert` is the update, with `{writer}` and `{n}` to be filled in.
    `until`, if given, is asked between answers and ends the run when it says true.
    """
    ready = selectors.DefaultSelector()
    first = time.time_ns() // 1000  # so that a second run writes other facts than the first
    crowd = [Writer(number, port, token, first, insert) for number in range(writers)]
    for writer in crowd:
        ready.register(writer.socket, selectors.EVENT_READ, writer)
        writer.send()
    started = time.perf_counter()
    end, waiting = started + seconds, len(crowd)
    while waiting and not (until and until()):
        for key, _ in ready.select(timeout=5):
            writer = key.data
            if writer.receive():
                if time.perf_counter() < end and not writer.refused:
                    writer.send()
                else:
                    waiting -= 1
                    ready.unregister(writer.socket)
        if time.perf_counter() > end + 30:
            break
    taken = time.perf_counter() - started
    for writer in crowd:
        writer.socket.close()
    refused = next((writer.refused for writer in crowd if writer.refused), None)
    return sum(writer.acknowledged for writer in crowd), taken, refused
