import { assertEquals } from "@std/assert";
import { http, httpResponse, knownRsaKey, SessionDrawer, speakingTls12 } from "../cast/mod.ts";
import { emptyStage, traceOf } from "../cast/testing.ts";
import { HONEST_SEAMS } from "../tls/mod.ts";
import { tripleHandshake } from "./mod.ts";

const RSA = "TLS_RSA_WITH_AES_128_GCM_SHA256";
const ECDHE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

interface Places {
  readonly aliceSpeaks?: readonly string[];
  readonly bankSpeaks?: readonly string[];
  readonly bankKey?: "RSA" | "EC";
  readonly bound?: boolean;
}

/** Takes any certificate: what is told here begins behind that check. */
const CREDULOUS = { ...HONEST_SEAMS, verifyChain: () => ({ ok: true, checks: [] }) };

/** Alice, Mallory's site, and the bank behind it. */
function places(
  { aliceSpeaks = [ECDHE, RSA], bankSpeaks = [ECDHE, RSA], bankKey = "RSA", bound = false }:
    Places = {},
) {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const common = { extendedMainSecret: bound, renegotiation: true };
  const orders: string[] = [];
  const bank = world.server("bank", {
    identity: root.issue("bank.example", bankKey === "RSA" ? { key: knownRsaKey() } : {}),
    config: { ...speakingTls12(...bankSpeaks), ...common, sessionCache: new SessionDrawer() },
    app: http((request) => {
      orders.push(request.split("\r\n")[0]!);
      return httpResponse("200 OK", "done");
    }),
  });
  const alice = world.client("alice", {
    trust: [root],
    config: { ...speakingTls12(...aliceSpeaks), ...common },
  });
  const mallory = world.attacker("mallory", { on: world.link("street", alice, bank) });
  const attack = tripleHandshake({
    identity: root.issue("mallory.example", { key: knownRsaKey("rsa-2048-b") }),
    towards: { address: bank.node.address, port: bank.port },
    answer: (request) => `heard ${request}`,
  });
  mallory.play(attack.open);
  const notes = () =>
    traceOf(world).events.flatMap((event) => event.kind === "note" ? [event.text] : []);
  return {
    world,
    alice,
    bank,
    mallory,
    attack,
    orders,
    notes,
    site: mallory.site("mallory.example"),
  };
}

for (const bound of [false, true]) {
  const how = bound ? "with extended main secrets" : "without extended main secrets";

  Deno.test(`two visits ${how}: what is the same left and right`, () => {
    const { alice, site, notes } = places({ bound });
    const first = alice.connect(site);
    first.send("one");
    assertEquals(first.receive(), "heard one\n");
    first.close();
    const second = alice.connect(site, { resume: first.tickets[0] });
    second.send("two");
    assertEquals(second.receive(), "heard two\n");
    const secrets = bound
      ? "connections, and two main secrets"
      : "connections with one main secret";
    const finished = (alike: boolean) =>
      `mallory sees that the Finished of her two connections ${alike ? "are the same" : "differ"}`;
    assertEquals(notes().slice(1), [
      `mallory has two ${secrets}`,
      finished(false),
      `mallory has two ${secrets}`,
      finished(!bound),
    ]);
  });
}

Deno.test("what Mallory says to the server is hers alone, and Alice sees nothing of it but the answer", () => {
  const { world, alice, site, mallory, attack, orders } = places();
  const session = alice.connect(site);
  mallory.play(attack.order("GET /one HTTP/1.1\r\n\r\n"));
  world.settle();
  assertEquals(orders, ["GET /one HTTP/1.1"]);
  session.send("hello");
  assertEquals(session.receive().endsWith("doneheard hello\n"), true);
});

Deno.test("once the two others have keys of their own, she says nothing more", () => {
  const { world, alice, site, mallory, attack, orders } = places();
  const first = alice.connect(site);
  first.close();
  const resume = first.tickets[0];
  const session = alice.connect(site, { resume, config: { seams: CREDULOUS } });
  session.renegotiate();
  mallory.play(attack.order("GET /late HTTP/1.1\r\n\r\n"));
  world.settle();
  assertEquals([orders, session.alive], [[], true]);
});

Deno.test("an order before anybody has come, or after all have left, is said to nobody", () => {
  const { world, alice, site, mallory, attack, orders } = places();
  mallory.play(attack.order("GET /early HTTP/1.1\r\n\r\n"));
  alice.connect(site).close();
  mallory.play(attack.order("GET /late HTTP/1.1\r\n\r\n"));
  world.settle();
  assertEquals(orders, []);
});

for (
  const [what, options] of [
    ["a client without RSA key exchange", { aliceSpeaks: [ECDHE] }],
    ["a server without RSA key exchange", { bankSpeaks: [ECDHE] }],
    ["a server without an RSA key", { bankKey: "EC" }],
  ] as const
) {
  Deno.test(`${what} gives her nothing to pass on, and the connections end`, () => {
    const { world, alice, site, mallory, attack, orders } = places(options);
    assertEquals(alice.connect(site).alive, false);
    mallory.play(attack.order("GET /one HTTP/1.1\r\n\r\n"));
    world.settle();
    assertEquals(orders, []);
  });
}

Deno.test("a client that speaks no TLS is hung up on", () => {
  const { world, alice, mallory } = places();
  const heard: string[] = [];
  alice.node.connect({ address: mallory.node.address, port: 443 }, {
    onOpen(stream) {
      stream.write(new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n"));
    },
    onEnd: () => void heard.push("end"),
    onReset: () => void heard.push("reset"),
  });
  world.settle();
  assertEquals(heard, ["reset"]);
});
