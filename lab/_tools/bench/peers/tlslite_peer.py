"""Full handshakes by tlslite-ng, both ends in one process, joined by a pair of sockets.

The bench starts it; see protocol.ts.
"""

import json
import socket
import sys
import time

import tlslite
from tlslite.api import (
    HandshakeSettings,
    TLSConnection,
    X509CertChain,
    parsePEMKey,
)

SERVER_NAME = "bank.example"


def settings():
    chosen = HandshakeSettings()
    chosen.minVersion = (3, 4)
    chosen.maxVersion = (3, 4)
    chosen.cipherNames = ["aes128gcm"]
    chosen.keyShares = ["x25519"]
    return chosen


def handshake(chain, key):
    """One handshake; each end is a generator that stops where it has to wait for the other."""
    near, far = socket.socketpair()
    near.setblocking(False)
    far.setblocking(False)
    client = TLSConnection(near)
    server = TLSConnection(far)
    ends = [
        client.handshakeClientCert(settings=settings(), serverName=SERVER_NAME, async_=True),
        server.handshakeServerAsync(certChain=chain, privateKey=key, settings=settings()),
    ]
    while ends:
        for end in list(ends):
            try:
                next(end)
            except StopIteration:
                ends.remove(end)
    near.close()
    far.close()


def say(text):
    print(text, flush=True)


def main():
    papers = json.loads(sys.argv[1])
    chain = X509CertChain()
    chain.parsePemList(papers["cert"])
    key = parsePEMKey(papers["key"], private=True)
    handshake(chain, key)
    say(json.dumps({"version": tlslite.__version__, "remark": "certificates not verified"}))
    for line in sys.stdin:
        count = int(line.split()[1])
        start = time.process_time()
        for _ in range(count):
            handshake(chain, key)
        say(str((time.process_time() - start) / count * 1e6))


main()
