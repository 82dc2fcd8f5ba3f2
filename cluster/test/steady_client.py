#!/usr/bin/env python3
"""A user of the API who keeps one connection and asks who serves it, twenty times a second, until the file given ends it.

usage: steady_client.py KUBECONFIG STATE_FILE

A request that fails is asked once more, a tenth of a second later, over a new connection: a program that is being killed closes
its connections a few milliseconds before it stops to take new ones. STATE_FILE is replaced as it goes on, one JSON object:
server (the address of the master that answered last), requests, retried (how many were asked twice), lost (how many failed
twice), slowest_s (the longest that one took, its second attempt included). Ends when STATE_FILE.stop exists.
"""
import base64
import http.client
import json
import os
import ssl
import sys
import tempfile
import time
import urllib.parse

LONGEST_S = 10


def field(text, name):
    """One field of a kubeconfig that cluster/ wrote, each on a line of its own."""
    return next(line.split(": ", 1)[1] for line in text.splitlines() if line.strip().startswith(name + ":"))


def context_of(text):
    context = ssl.create_default_context(cadata=base64.b64decode(field(text, "certificate-authority-data")).decode())
    with tempfile.NamedTemporaryFile() as pem:
        for name in ("client-certificate-data", "client-key-data"):
            pem.write(base64.b64decode(field(text, name)))
        pem.flush()
        context.load_cert_chain(pem.name)
    return context


class Client:
    def __init__(self, server, context):
        self.place = urllib.parse.urlparse(server)
        self.context = context
        self.connection = None

    def ask(self):
        """Who answers: the master that this connection leads to."""
        if self.connection is None:
            self.connection = http.client.HTTPSConnection(
                self.place.hostname, self.place.port, context=self.context, timeout=LONGEST_S)
        try:
            self.connection.request("GET", "/api")
            response = self.connection.getresponse()
            body = response.read()
            if response.status != 200:
                raise OSError("status %d" % response.status)
            return json.loads(body)["serverAddressByClientCIDRs"][0]["serverAddress"]
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise


def main():
    with open(sys.argv[1], encoding="ascii") as config:
        text = config.read()
    client = Client(field(text, "server"), context_of(text))
    state_file = sys.argv[2]
    state = {"server": "", "requests": 0, "retried": 0, "lost": 0, "slowest_s": 0.0, "last_error": ""}
    while not os.path.exists(state_file + ".stop"):
        begun = time.monotonic()
        for attempt in (1, 2):
            try:
                state["server"] = client.ask()
                break
            except (OSError, http.client.HTTPException) as e:
                state["last_error"] = repr(e)
                state["retried" if attempt == 1 else "lost"] += 1
                time.sleep(0.1)
        state["requests"] += 1
        state["slowest_s"] = max(state["slowest_s"], round(time.monotonic() - begun, 3))
        with open(state_file + ".new", "w", encoding="ascii") as out:
            json.dump(state, out)
        os.replace(state_file + ".new", state_file)
        time.sleep(0.05)


main()
