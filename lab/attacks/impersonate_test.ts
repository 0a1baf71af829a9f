import { assert, assertEquals } from "@std/assert";
import { emptyStage, street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { acceptAnyCertificate } from "../flaws/mod.ts";
import { parseCertificate, showName } from "../pki/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { CipherSuite } from "../wire/mod.ts";
import { impersonate } from "./mod.ts";

const CREDULOUS = { flaws: [acceptAnyCertificate] };

/** Alice on a street where Mallory shows everybody a certificate of her own. */
function café(options: StreetOptions = {}) {
  const stage = street({ client: CREDULOUS, ...options });
  const malloryRoot = stage.world.authority("Mallory Root");
  const mallory = stage.world.attacker("mallory", { on: stage.street });
  const names: string[] = [];
  mallory.play(impersonate((name = "nobody.example") => {
    names.push(name);
    return malloryRoot.issue(name);
  }));
  return { ...stage, mallory, names, trace: () => traceOf(stage.world) };
}

/** Whom a party saw, by the certificates it looked at. */
function seenBy(trace: Trace, node: string): string[] {
  return trace.events.flatMap((event) => {
    if (event.kind !== "tls.check" || event.subject !== "certificate chain") return [];
    if (event.node !== node) return [];
    const leaf = parseCertificate(event.certificates[0]!);
    assert(leaf.ok);
    return [`${showName(leaf.value.subject)} by ${showName(leaf.value.issuer)}`];
  });
}

Deno.test("the victim sees the disguise, and the server never meets the victim", () => {
  const { alice, bank, trace, names } = café();
  const session = alice.connect(bank);
  session.send("hello");
  assertEquals(session.receive(), "HELLO\n");
  assertEquals(names, ["bank.example"]);
  assertEquals(seenBy(trace(), "alice"), ["CN=bank.example by CN=Mallory Root"]);
  const peers = new Set(
    trace().events.flatMap((event) =>
      event.kind === "tls.connected" ? [`${event.node}: ${event.connection}`] : []
    ),
  );
  assertEquals([...peers].toSorted(), [
    "alice: alice → bank",
    "bank: mallory → bank",
    "mallory: alice → mallory",
    "mallory: mallory → bank",
  ]);
});

Deno.test("a victim that looks ends it, and says nothing to her", () => {
  const { alice, bank, mallory, trace } = café({ client: {} });
  const pin = alice.types("PIN", "4711");
  const session = alice.connect(bank);
  assertEquals(session.alive, false);
  assertEquals(mallory.knows(pin), undefined);
  const alerts = trace().events.flatMap((event) =>
    event.kind === "tls.alert" && event.reason ? [`${event.node}: ${event.alert}`] : []
  );
  assertEquals(alerts, ["alice: unknown_ca"]);
});

Deno.test("what she reads, she reads with the key of that very connection", () => {
  const { alice, bank, mallory, trace } = café();
  const secrets = ["first", "second", "third"].map((word) => alice.types(word, `${word} secret`));
  const one = alice.connect(bank);
  one.send(`${secrets[0]}`);
  const two = alice.connect(bank);
  two.send(`${secrets[1]}`);
  two.updateKeys(true);
  two.send(`${secrets[2]}`);
  const keys = secrets.map((secret) => {
    const how = mallory.knows(secret)?.how;
    return how?.by === "opened" ? how.key : undefined;
  });
  assertEquals(keys, [
    "alice → mallory/CLIENT_TRAFFIC_SECRET_0",
    "alice → mallory 2/CLIENT_TRAFFIC_SECRET_0",
    "alice → bank 2/CLIENT_TRAFFIC_SECRET_1", // a secret has the name its first holder gave it
  ]);
  const { knowledge, secrets: entered } = trace();
  assertEquals(entered.filter(({ id }) => id.includes("~")), [], "no name is given twice");
  for (const key of keys) {
    const holders = knowledge.filter(({ secret }) => secret === key).map(({ node }) => node);
    assertEquals(holders.toSorted(), ["alice", "mallory"]);
  }
});

const refusals: readonly [what: string, options: StreetOptions][] = [
  ["agrees on no cipher suite", {
    client: {
      ...CREDULOUS,
      config: { cipherSuites: [CipherSuite.TLS_AES_128_GCM_SHA256] },
    },
    server: { config: { cipherSuites: [] } },
  }],
  ["wants to know who its client is", { server: { config: { clientCertificate: "require" } } }],
];

for (const [what, options] of refusals) {
  Deno.test(`a server that ${what} ends the victim's connection too`, () => {
    const { alice, bank } = café(options);
    const session = alice.connect(bank);
    assertEquals(session.alive, false);
  });
}

Deno.test("nobody there to be: the victim's connection is broken off", () => {
  const { world, alice, bank, mallory } = café();
  let reset = "";
  const elsewhere = { address: bank.node.address, port: 4444 };
  alice.node.connect(elsewhere, {
    onOpen: (stream) => void stream.write(hello()),
    onReset: (reason) => void (reset = reason),
  });
  world.settle();
  assertEquals([reset, mallory.name], ["reset", "mallory"]);
});

/** A real hello, taken from another world. */
function hello(): Uint8Array {
  const { world, alice, bank } = street();
  alice.connect(bank);
  const first = traceOf(world).events.find((event) =>
    event.kind === "wire.sent" && event.segment.payload.length > 0
  );
  return first?.kind === "wire.sent" ? first.segment.payload : new Uint8Array();
}

Deno.test("her knowledge is of bytes: another PIN and another seed, and she has that one", () => {
  for (const [seed, words] of [[1, "4711"], [2, "0000"], [3, "correct horse"]] as const) {
    const { alice, bank, mallory, world } = café({ seed });
    const pin = alice.types("PIN", words);
    const never = alice.types("diary", "never said to anybody");
    alice.connect(bank).send(`PIN ${pin}`);
    assertEquals(mallory.knows(pin)?.how.by, "opened");
    assertEquals(mallory.knows(never), undefined);
    const entry = world.world.trace.ledger.secret(pin.id)!;
    assertEquals(new TextDecoder().decode(entry.bytes), words);
  }
});

Deno.test("a stage without her has nobody who knows", () => {
  const world = emptyStage();
  assertEquals(traceOf(world).knowledge, []);
});
