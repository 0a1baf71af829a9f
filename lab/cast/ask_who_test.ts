import { assertEquals, assertThrows } from "@std/assert";
import { lines, speakingTls12 } from "./mod.ts";
import { emptyStage, street } from "./testing.ts";

const OLD = speakingTls12("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

/** An archive that wants to know who is there when it hears "who?", and answers all else at once. */
function archive() {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const staff = world.authority("Staff CA");
  const config = { ...OLD, renegotiation: true };
  const bank = world.server("archive", {
    identity: root.issue("archive.example"),
    trust: [staff],
    config,
    app: lines((request, { client, askWho }) =>
      request === "who?" && client === undefined
        ? void askWho((name) => `now ${name}\n`)
        : `${request} ${client ?? "nobody"}`
    ),
  });
  const alice = world.client("alice", { trust: [root], config });
  world.link("corridor", alice, bank);
  return { alice, bank, staff };
}

Deno.test("askWho() answers once the client has shown who it is, and later requests know it", () => {
  const { alice, bank, staff } = archive();
  const identity = staff.issue("alice.example", { extendedKeyUsage: ["clientAuth"] });
  const session = alice.connect(bank, { config: { identity } });
  session.send("ping");
  session.send("who?\nwho?");
  assertEquals(session.receive(), "ping nobody\nnow alice.example\nnow alice.example\n");
  session.send("who?");
  assertEquals(session.receive(), "who? alice.example\n");
});

Deno.test("askWho() never answers a client that has no certificate", () => {
  const { alice, bank } = archive();
  const session = alice.connect(bank);
  session.send("who?");
  assertEquals(session.alive, false);
  assertEquals(session.reported.findLast(({ kind }) => kind === "alert"), {
    kind: "alert",
    direction: "received",
    alert: "handshake_failure",
  });
});

Deno.test("askWho() leaves a client in peace that wants no new handshake", () => {
  const { alice, bank } = archive();
  const session = alice.connect(bank, { config: { renegotiation: false } });
  session.send("who?");
  session.send("ping");
  assertEquals(session.receive(), "ping nobody\n");
});

for (
  const [how, options, message] of [
    ["without TLS", { tls: false }, "no TLS"],
    ["in TLS 1.3", {}, "Cannot renegotiate"],
  ] as const
) {
  Deno.test(`askWho() is not for servers ${how}`, () => {
    const app = lines((_request, { askWho }) => void askWho((name) => name));
    const { alice, bank } = street({ server: { app, ...options } });
    const session = alice.connect(bank);
    assertThrows(() => session.send("who?"), TypeError, message);
  });
}
