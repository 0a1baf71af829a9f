import { assert, assertEquals, assertThrows } from "@std/assert";
import { http, httpResponse, lines, NotHappening } from "./mod.ts";
import { offering } from "./offer.ts";
import { street, traceOf } from "./testing.ts";

for (const tls of [true, false]) {
  const how = tls ? "over TLS" : "in the clear";

  Deno.test(`${how}: ask, be answered, ask again, leave`, () => {
    const { alice, bank } = street({ server: { tls } });
    const session = alice.connect(bank);
    session.send("ping");
    assertEquals(session.receive(), "PING\n");
    assertEquals(session.receive(), "", "nothing new, and the session lives");
    session.send("one");
    session.send("two\n"); // a text that ends itself gets no second end
    assertEquals(session.receive(), "ONE\nTWO\n");
    session.close();
    assertEquals(session.alive, false);
  });

  Deno.test(`${how}: when the session is over nothing happens any more`, () => {
    const { alice, bank } = street({ server: { tls } });
    const session = alice.connect(bank);
    session.send("last words");
    session.close();
    for (
      const verb of [() => session.send("x"), () => session.close(), () => session.updateKeys()]
    ) {
      assertThrows(verb, NotHappening, "the session is over");
    }
    assertEquals(session.receive(), "LAST WORDS\n", "what was heard stays heard");
    assertThrows(() => session.receive(), NotHappening, "the session is over");
  });

  Deno.test(`${how}: an answer of 1 MB arrives whole`, () => {
    const body = "x".repeat(1_000_000);
    const { alice, bank } = street({
      server: { tls, app: http(() => httpResponse("200 OK", body)) },
    });
    const session = alice.connect(bank);
    session.send("GET / HTTP/1.1\r\n\r\n");
    assert(session.receive().endsWith(`\r\n\r\n${body}`));
  });
}

Deno.test("keys can be changed over TLS, and in the clear there are none", () => {
  const { alice, bank } = street();
  const session = alice.connect(bank);
  session.updateKeys();
  session.send("after");
  assertEquals(session.receive(), "AFTER\n");
  const plain = street({ server: { tls: false } });
  const other = plain.alice.connect(plain.bank);
  assertThrows(() => other.updateKeys(), TypeError, "Cannot update keys: no TLS");
});

Deno.test("a refused handshake is a session that is over, not an exception", () => {
  const { alice, bank } = street({ client: { trust: [] } });
  const session = alice.connect(bank);
  assertEquals(session.alive, false);
  assertThrows(() => session.send("hello"), NotHappening, "the session is over");
});

Deno.test("a street where every packet is lost ends with a refused session", () => {
  const { alice, bank } = street({ link: { loss: 1 } });
  const session = alice.connect(bank);
  assertThrows(() => session.send("hello"), NotHappening, "the connection was refused");
});

Deno.test("nobody to talk to, no way there: the act does not happen", () => {
  const { world, root, alice } = street();
  const island = world.server("island", { identity: root.issue("island.example") });
  assertThrows(() => alice.connect(island).send("hello"), NotHappening, "refused");
});

Deno.test("a client certificate is shown to a server that asks", () => {
  const trent = street().world.authority("Trent");
  const { alice, bank } = street({
    client: { identity: trent.issue("alice.example", { extendedKeyUsage: ["clientAuth"] }) },
    server: { trust: [trent], config: { clientCertificate: "require" } },
  });
  const session = alice.connect(bank);
  session.send("it is me");
  assertEquals(session.receive(), "IT IS ME\n");
});

Deno.test("conversations are named by their parties, and numbered", () => {
  const { world, alice, bank } = street();
  alice.connect(bank).close();
  alice.connect(bank).close();
  const names = traceOf(world).events.flatMap((event) =>
    event.kind === "tls.connected" ? [`${event.node}: ${event.connection}`] : []
  );
  assertEquals(names.toSorted(), [
    "alice: alice → bank",
    "alice: alice → bank 2",
    "bank: alice → bank",
    "bank: alice → bank 2",
  ]);
});

Deno.test("did() and times() answer by effects, and the answers become evidence", () => {
  const { world, alice, bank } = street({
    server: {
      app: lines((request, { effect }) => {
        effect(`pays ${request}`);
        return undefined;
      }),
    },
  });
  const session = alice.connect(bank);
  for (const sum of ["100 EUR", "200 EUR", "100 EUR"]) session.send(sum);
  const effects = bank.effects.map(({ event }) => event);
  assertEquals(bank.did("pays 900 EUR"), false);
  assertEquals(bank.times("pays 900 EUR"), 0);
  assertEquals([...world.evidence], []);
  assertEquals(bank.did(/^pays 2/), true);
  assertEquals([...world.evidence], [effects[1]]);
  assertEquals(bank.times("pays 100 EUR"), 2);
  assertEquals([...world.evidence].toSorted(), effects.toSorted());
  for (const id of effects) assertEquals(traceOf(world).events[id]?.kind, "app.effect");
});

Deno.test("knows() is evidence when it is true, and none when it is not", () => {
  const { world, alice, bank } = street();
  const pin = alice.types("PIN", "4711");
  assertEquals([bank.knows(pin), [...world.evidence]], [undefined, []]);
  alice.connect(bank).send(`PIN ${pin}`);
  const { event, how } = bank.knows(pin)!;
  assertEquals([how.by, [...world.evidence]], ["received", [event]]);
});

for (const name of ["__proto__", "constructor", "toString"]) {
  Deno.test(`a server with answers has none to "${name}"`, () => {
    const { world, root, alice } = street();
    const shop = world.server("shop", {
      identity: root.issue("shop.example"),
      answers: { "price?": "9 EUR" },
    });
    world.link("alley", alice, shop);
    const session = alice.connect(shop);
    session.send(name);
    assertEquals(session.receive(), "");
    session.send("price?");
    assertEquals(session.receive(), "9 EUR\n");
  });
}

Deno.test("one connection may be configured on its own, and keeps what its engine reported", () => {
  const { alice, bank } = street();
  const config = offering(["TLS_CHACHA20_POLY1305_SHA256"], ["secp256r1"]);
  const sessions = [alice.connect(bank), alice.connect(bank, { config }), alice.connect(bank)];
  const suites = sessions.map(({ reported }) =>
    reported.flatMap((event) => event.kind === "connected" ? [event.agreement.cipherSuite] : [])
  );
  assertEquals(suites, [
    ["TLS_AES_128_GCM_SHA256"],
    ["TLS_CHACHA20_POLY1305_SHA256"],
    ["TLS_AES_128_GCM_SHA256"],
  ]);
  assertEquals(sessions.map(({ secure }) => secure), [true, true, true]);
});
