import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Bytes, concat, fromUtf8, utf8 } from "../bytes/mod.ts";
import { clientConfig, ClientConnection } from "../tls/mod.ts";
import { ambient, noble, Pair } from "../tls/testing.ts";
import { readServerName } from "./read_hello.ts";

/** The first flight of a client that wants to speak to somebody. */
function hello(serverName?: string): Bytes {
  const config = clientConfig({ crypto: noble, ...(serverName !== undefined && { serverName }) });
  const client = new ClientConnection(config, ambient("client"));
  client.start();
  return client.outgoing();
}

const HELLO = hello("bank.example");

/** The same message in records of at most `size` bytes each. */
function inRecords(size: number): Bytes {
  const message = HELLO.subarray(5);
  const records: Bytes[] = [];
  for (let at = 0; at < message.length; at += size) {
    const fragment = message.subarray(at, at + size);
    records.push(Uint8Array.of(22, 3, 1, 0, fragment.length), fragment);
  }
  return concat(...records);
}

const readings: readonly [what: string, bytes: Bytes, name: string | undefined][] = [
  ["a hello", HELLO, "bank.example"],
  ["a hello and what follows it", concat(HELLO, utf8("anything")), "bank.example"],
  ["a hello in two records", inRecords(150), "bank.example"],
  ["a hello in records of one byte", inRecords(1), "bank.example"],
  ["a hello without a name", hello(), undefined],
  ["a hello to an address", hello("192.0.2.1"), undefined],
  ["nothing", new Uint8Array(), undefined],
  ["HTTP", utf8("GET / HTTP/1.1\r\nHost: bank.example\r\n\r\n"), undefined],
  ["a server's answer", serverFlight(), undefined],
  ["a record that claims 65535 bytes", Uint8Array.of(22, 3, 1, 255, 255), undefined],
  ["a message that claims 16 MB", Uint8Array.of(22, 3, 1, 0, 4, 1, 255, 255, 255), undefined],
  ["empty handshake records", concat(...Array(9).fill(Uint8Array.of(22, 3, 3, 0, 0))), undefined],
];

function serverFlight(): Bytes {
  const { client, server } = new Pair();
  client.start();
  server.receive(client.outgoing());
  return server.outgoing();
}

for (const [what, bytes, name] of readings) {
  Deno.test(`readServerName() of ${what} gives ${name ?? "nothing"}`, () => {
    const found = readServerName(bytes);
    assertEquals(found && fromUtf8(found), name);
  });
}

Deno.test("readServerName() gives nothing before the hello is whole", () => {
  for (let length = 0; length < HELLO.length; length++) {
    assertEquals(readServerName(HELLO.subarray(0, length)), undefined, `${length} bytes`);
  }
});

Deno.test("readServerName() never throws, whatever it is given", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
    readServerName(bytes);
    readServerName(concat(Uint8Array.of(22, 3, 1, 0, bytes.length & 255), bytes));
  }));
});

Deno.test("readServerName() never throws on a hello with a few octets changed", () => {
  const change = fc.tuple(fc.nat(HELLO.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const bytes = HELLO.slice();
      for (const [at, octet] of changes) bytes[at] = octet;
      readServerName(bytes);
    }),
    { numRuns: 500 },
  );
});
