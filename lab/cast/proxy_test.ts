import { assert, assertEquals, assertThrows } from "@std/assert";
import { lines } from "./app.ts";
import type { ProxyMode } from "./proxy.ts";
import { emptyStage, traceOf } from "./testing.ts";

/** Alice, a balancer, and the shop behind it; Eve listens behind the balancer. */
function hall(mode: ProxyMode) {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const shop = world.server("shop", {
    identity: root.issue("shop.example"),
    services: [{ port: 443, protection: "tls" }, { port: 80, protection: "none" }],
    app: lines((request) => request.toUpperCase()),
  });
  const balancer = world.proxy("balancer", {
    ...(mode !== "pass-through" && { identity: root.issue("shop.example") }),
    to: shop,
    mode,
    client: { trust: [root] },
  });
  const alice = world.client("alice", { trust: [root] });
  world.link("internet", alice, balancer);
  const eve = world.eavesdropper("eve", { on: world.link("hall", balancer, shop) });
  const card = alice.types("card", "4111 1111");
  eve.play((port) =>
    port.tap(({ payload }, event) => {
      if (event !== undefined && payload.length > 0) port.learn(payload, { by: "read", event });
    })
  );
  return { world, alice, balancer, shop, eve, card };
}

const modes: readonly [mode: ProxyMode, balancer: boolean, eve: boolean, handshakes: number][] = [
  ["terminate", true, true, 1],
  ["re-encrypt", true, false, 2],
  ["pass-through", false, false, 1],
];

for (const [mode, balancerKnows, eveKnows, handshakes] of modes) {
  Deno.test(`${mode}: who sees what Alice says`, () => {
    const { world, alice, balancer, shop, eve, card } = hall(mode);
    const session = alice.connect(balancer);
    session.send(`card ${card}`);
    assertEquals(session.receive(), "CARD 4111 1111\n");
    const knows = [balancer, eve, shop].map((person) => person.knows(card) !== undefined);
    assertEquals(knows, [balancerKnows, eveKnows, true]);
    const { events, parties } = traceOf(world);
    const connected = events.filter(({ kind }) => kind === "tls.connected");
    assertEquals(connected.length, 2 * handshakes);
    assertEquals(parties.map(({ id }) => id), ["alice", "balancer", "eve", "shop"]);
    session.close();
    assert(!session.alive);
  });
}

Deno.test("a proxy needs a port for what it sends on", () => {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const shop = world.server("shop", { identity: root.issue("shop.example") });
  assertThrows(
    () =>
      world.proxy("balancer", {
        identity: root.issue("shop.example"),
        to: shop,
        mode: "terminate",
      }),
    RangeError,
    "Cannot terminate to shop: it has no such port",
  );
  assertThrows(
    () => world.proxy("second", { to: shop, mode: "re-encrypt" }),
    RangeError,
    "without an identity",
  );
});

Deno.test("a client calls a port that the server has", () => {
  const { alice, shop } = hall("terminate");
  assertThrows(() => alice.connect(shop, { port: 25 }), RangeError, "nobody answers there");
});
