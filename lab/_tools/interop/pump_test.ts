import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import {
  type ClientConfig,
  clientConfig,
  ClientConnection,
  serverConfig,
  ServerConnection,
} from "../../tls/mod.ts";
import { ambient, noble as crypto, testRoot } from "../../tls/testing.ts";
import { Pump, type Transport } from "./pump.ts";
import { numberedLines } from "./talks.ts";

/** One end of a pipe that holds a single piece at a time, as a socket with a full buffer does. */
function transportOver(incoming: ReadableStream<Uint8Array>, outgoing: WritableStream<Uint8Array>) {
  const reader = incoming.getReader();
  const writer = outgoing.getWriter();
  let rest = new Uint8Array(0);
  const transport: Transport = {
    async read(buffer) {
      if (rest.length === 0) {
        const { value, done } = await reader.read();
        if (done) return null;
        rest = value.slice();
      }
      const count = Math.min(rest.length, buffer.length);
      buffer.set(rest.subarray(0, count));
      rest = rest.subarray(count);
      return count;
    },
    async write(bytes) {
      // Short writes happen, and the pump must go on behind them.
      const count = Math.min(bytes.length, 10_000);
      await writer.ready;
      await writer.write(bytes.slice(0, count));
      return count;
    },
    closeWrite: () => writer.close(),
    close() {
      reader.cancel().catch(() => {});
      writer.abort().catch(() => {});
    },
  };
  return transport;
}

/** A client and a server of ours, each behind a pump. */
function pumps(client: Partial<ClientConfig> = {}) {
  const up = new TransformStream<Uint8Array, Uint8Array>();
  const down = new TransformStream<Uint8Array, Uint8Array>();
  const root = testRoot();
  const identity = root.issue({ names: ["bank.example"] });
  const anchors = [root.certificate];
  const ends = [
    new ClientConnection(
      clientConfig({ crypto, anchors, serverName: "bank.example", ...client }),
      ambient("client"),
    ),
    new ServerConnection(
      serverConfig({ crypto, chooseIdentity: () => identity }),
      ambient("server"),
    ),
  ] as const;
  return {
    alice: new Pump(ends[0], transportOver(down.readable, up.writable)),
    bank: new Pump(ends[1], transportOver(up.readable, down.writable)),
  };
}

Deno.test("Pump carries a handshake, data and a goodbye", async () => {
  const { alice, bank } = pumps();
  await using _resources = disposing(alice, bank);
  assertEquals((await alice.connected()).cipherSuite, (await bank.connected()).cipherSuite);
  alice.send("1 ");
  alice.send("2 ");
  await bank.hear("1 2 ");
  bank.updateKeys(true);
  bank.send("3 ");
  await alice.hear("3 ");
  assertEquals(alice.messages("received", "key_update"), 1);
  alice.close();
  assertEquals(await bank.alerted(), "close_notify");
  assertEquals(await bank.peerEnded(), "close_notify");
  bank.close();
  assertEquals(await bank.ended(), "close_notify");
  assertEquals(await alice.ended(), "close_notify");
});

Deno.test("Pump hears nothing twice", async () => {
  const { alice, bank } = pumps();
  await using _resources = disposing(alice, bank);
  alice.send("again");
  await bank.hear("again");
  await assertRejects(() => bank.hear("again", 20), Error, "5 bytes from the peer");
});

Deno.test("Pump reads on while it writes: both ends may send much before they read", async () => {
  const { alice, bank } = pumps();
  await using _resources = disposing(alice, bank);
  const text = numberedLines(2 ** 13);
  alice.send(text);
  bank.send(text);
  await Promise.all([alice.hear(text), bank.hear(text)]);
  // A record of data each time 2^14 bytes are full.
  assertEquals(alice.outgoing.count("application_data") >= 8, true);
  assertEquals(bank.incoming.records, alice.outgoing.records);
});

Deno.test("Pump tells why a handshake failed, at both ends", async () => {
  const { alice, bank } = pumps({ anchors: [] });
  await using _resources = disposing(alice, bank);
  const mine = await assertRejects(() => alice.connected(), Error, "sent unknown_ca");
  assertStringIncludes(mine.message, "The connection ended");
  assertEquals(await bank.alerted(), "unknown_ca");
  assertEquals(alice.error?.reason, "certificateRejected");
});

Deno.test("Pump takes a vanished peer for one that said no goodbye", async () => {
  const { alice, bank } = pumps();
  await using _resources = disposing(alice);
  await alice.connected();
  await bank[Symbol.asyncDispose]();
  assertEquals(await alice.ended(), "transport");
});

function disposing(...all: readonly AsyncDisposable[]): AsyncDisposableStack {
  const resources = new AsyncDisposableStack();
  for (const one of all) resources.use(one);
  return resources;
}
