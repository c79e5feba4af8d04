"""How fast PyPI `opentok` is: `speed.py tokens`, or `speed.py calls` with the sandbox that SANDBOX_URL names."""

import json
import os
import platform
import statistics
import sys
import time
import urllib.request
from importlib.metadata import version

from opentok import Client, MediaModes, Roles

TURNS = 20
LIBRARY = f"PyPI opentok {version('opentok')}, Python {platform.python_version()}"


def tell(**what):
    print(json.dumps(what))


def tokens():
    opentok = Client("46720272", "8a3ef43c18f1b6b4c0c6a9b9c3a3d1a1f3e2b5d7")
    session = "1_MX40NjcyMDI3Mn5-MTU0NzA4MDUyMTEzNn5zOXdkclVXa3JEaWpVNHNuRm9TYWVBdHF-fg"
    expires = int(time.time()) + 3600

    def make(use_jwt):
        data = "name=Alice Example&level=4"
        return opentok.generate_token(session, Roles.moderator, expire_time=expires, data=data, use_jwt=use_jwt)

    def lasting(seconds, use_jwt):
        start = time.perf_counter()
        count = 0
        while time.perf_counter() - start < seconds:
            for _ in range(50):
                make(use_jwt)
            count += 50
        return count / (time.perf_counter() - start)

    checks = "Checks the arguments, decodes the session and compares its key, reads the clock, draws a nonce of six digits"
    for use_jwt, token, does in [
        (False, "T1: role, data, expiry", f"{checks}."),
        (True, "JWT, HS256: role, data, expiry", f"{checks}, signs by PyJWT."),
    ]:
        assert str(make(use_jwt)).startswith("T1==") != use_jwt
        lasting(1, use_jwt)
        median = statistics.median(lasting(0.1, use_jwt) for _ in range(TURNS))
        tell(tokens={"library": LIBRARY, "token": token, "per_second": median, "does": does})


def calls():
    base = os.environ["SANDBOX_URL"]

    def control(method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{base}/sandbox{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    about = control("GET", "")
    control("POST", "/clock", {"set": int(time.time() * 1000)})
    opentok = Client(about["apiKey"], about["apiSecret"], api_url=base)
    session = opentok.create_session(media_mode=MediaModes.routed).session_id
    control("POST", f"/session/{session}/stream", {})
    archive = opentok.start_archive(session).id
    control("POST", "/clock", {"advanceMs": 5000})
    opentok.stop_archive(archive)
    control("POST", "/clock", {"advanceMs": 5000})

    def many(count):
        for _ in range(count):
            assert opentok.get_archive(archive).status == "available"

    warm_up, each = 200, 100
    many(warm_up)
    turns = []
    for _ in range(TURNS):
        start = time.perf_counter()
        many(each)
        turns.append((time.perf_counter() - start) * 1e6 / each)
    does = "Signs a token for each call by PyJWT, calls by `requests.get`, puts the answer into an object with methods."
    count = warm_up + TURNS * each
    tell(calls={"library": LIBRARY, "micros": statistics.median(turns), "count": count, "does": does})


{"tokens": tokens, "calls": calls}[sys.argv[1]]()
