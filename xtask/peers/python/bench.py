"""What every scenario in Python stands on: the sandbox's clock, its control surface, and one line for each call."""

import faulthandler
import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.request

BASE = os.environ["SANDBOX_URL"]
# The beginning of 2026, where the sandbox's clock begins.
_now = 1_767_225_600

# The SDKs date their tokens by `time.time`. Here it is the sandbox's: a run does not depend on the hour it is made in.
# Whoever imports the function by name must do so after this module.
time.time = lambda: float(_now)


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{BASE}/sandbox{path}", data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def advance(seconds):
    global _now
    control("POST", "/clock", {"advanceMs": seconds * 1000})
    _now += seconds


def connect(session, token=None):
    body = {} if token is None else {"token": token if isinstance(token, str) else token.decode()}
    return control("POST", f"/session/{session}/connection", body)["connectionId"]


def publish(session, **stream):
    return control("POST", f"/session/{session}/stream", stream)["streamId"]


def look(session):
    return control("GET", f"/session/{session}")


def connections(session):
    return [connection["id"] for connection in look(session)["connections"]]


def signals(session, connection):
    return next(one["signals"] for one in look(session)["connections"] if one["id"] == connection)


def digits(session, connection):
    return json.dumps(next(one["call"]["digits"] for one in look(session)["connections"] if one["id"] == connection))


def download(url):
    trust = ssl.create_default_context(cafile=os.environ["SANDBOX_AUTHORITY"])
    with urllib.request.urlopen(url, timeout=10, context=trust) as answer:
        return answer.read()


def equal(found, expected):
    if found != expected:
        raise AssertionError(f"{found!r} is not {expected!r}")


_made = set()


def call(name):
    """Makes the decorated call at once and says how it went; what it gave takes its name. The name begins with the
    method's; a word after it tells uses apart."""

    def make(function):
        _made.add(name.split(" ")[0])
        try:
            answer = function()
        except Exception as error:
            print(json.dumps({"call": name, "error": f"{type(error).__name__}: {error}"}), flush=True)
            return None
        print(json.dumps({"call": name}), flush=True)
        return answer

    return make


def refused(function, *kinds):
    """The call must be refused, by one of these exceptions."""
    try:
        function()
    except kinds:
        return
    raise AssertionError("the call is not refused")


def cover(client, but=()):
    """Every public method of the client must have been called."""
    methods = [name for name in dir(client) if not name.startswith("_") and callable(getattr(client, name))]
    for name in sorted(set(methods) - set(but) - _made):
        print(json.dumps({"call": name, "error": "the scenario does not make this call"}), flush=True)


def run(scenario):
    faulthandler.dump_traceback_later(120, exit=True)
    try:
        scenario()
        print(json.dumps({"done": len(_made)}), flush=True)
    except Exception as error:
        print(json.dumps({"call": "scenario", "error": f"{type(error).__name__}: {error}"}), flush=True)
        sys.exit(1)
