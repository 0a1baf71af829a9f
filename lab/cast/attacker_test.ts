import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Attack, impersonate, type Position } from "../attacks/mod.ts";
import { concat, utf8 } from "../bytes/mod.ts";
import { acceptAnyCertificate } from "../flaws/mod.ts";
import { clientConfig, ClientConnection } from "../tls/mod.ts";
import type { How } from "../trace/mod.ts";
import { street, type StreetOptions, traceOf } from "./testing.ts";

const PIN = utf8("4711");
const ALL_PINS = utf8(Array.from({ length: 10_000 }, (_, i) => `${i}`.padStart(4, "0")).join(" "));

/** Alice types her PIN while Mallory plays; gives Mallory's port to look at afterwards. */
function played(attack: Attack, options: StreetOptions = {}) {
  const stage = street(options);
  const mallory = stage.world.attacker("mallory", { on: stage.street });
  const pin = stage.alice.types("PIN", "4711");
  let port: Position | undefined;
  mallory.play((position) => {
    port = position;
    attack(position);
  });
  const session = stage.alice.connect(stage.bank);
  if (session.alive) session.send(`PIN ${pin}`);
  const { events } = traceOf(stage.world);
  return { ...stage, mallory, pin, port: port!, events, session };
}

const CREDULOUS = { client: { flaws: [acceptAnyCertificate] } };
const lying = () => played((mallory) => void mallory.tap(() => {}));

/** Mallory between the two, all of it over TLS of her own. */
function between() {
  const root = street().world.authority("Mallory Root");
  return played(impersonate((name = "bank.example") => root.issue(name)), CREDULOUS);
}

Deno.test("an attack is given a frozen port, and no record, machine, network or stage", () => {
  const { port, mallory } = lying();
  assert(Object.isFrozen(port));
  assertEquals(Object.keys(port).toSorted(), [
    "after",
    "ambient",
    "channel",
    "connect",
    "crypto",
    "endRounds",
    "intercept",
    "learn",
    "link",
    "listen",
    "listenForeign",
    "name",
    "nameOf",
    "note",
    "now",
    "round",
    "tally",
    "tap",
  ]);
  assertEquals([port.name, port.link, typeof port.now], [mallory.name, "street", "number"]);
});

Deno.test("an interception sees a copy of the packet, and no link", () => {
  const { events } = played((mallory) =>
    void mallory.intercept({
      name: "scribble",
      onSegment(segment, wire) {
        assertEquals(Object.keys(wire).toSorted(), ["inject", "now", "packet"]);
        segment.payload.fill(0);
        return "pass";
      },
    })
  );
  assert(events.some((event) => event.kind === "app.data" && event.node === "bank"));
});

/** The id of some packet with a payload. */
function packetOf({ events }: ReturnType<typeof lying>, to = "mallory"): number {
  return events.findLast((event) =>
    event.kind === "wire.sent" && event.to === to && event.segment.payload.length > 0
  )!.id;
}

const PORTIONS: readonly [what: string, bytes: Uint8Array, how: (event: number) => How][] = [
  ["the ledger's bytes as opened, key nonsense", PIN, (event) => ({
    by: "opened",
    event,
    key: "nonsense",
  })],
  ["the ledger's bytes as opened with somebody else's key", PIN, (event) => ({
    by: "opened",
    event,
    key: "alice → bank/CLIENT_TRAFFIC_SECRET_0",
  })],
  ["all 10,000 PINs as read", ALL_PINS, (event) => ({ by: "read", event })],
  ["the PIN as read from a ciphertext", PIN, (event) => ({ by: "read", event })],
  ["the PIN as read from no packet", PIN, () => ({ by: "read", event: 9999 })],
  ["all 10,000 PINs as one guess", ALL_PINS, () => ({ by: "guessed", asks: 10_000 })],
  ["a guess without a question", PIN, () => ({ by: "guessed", asks: 0 })],
  ["the PIN as decrypted with a key she does not know", PIN, (event) => ({
    by: "decrypted",
    event,
    key: "private key of bank.example",
  })],
  ["the PIN as computed from nothing", PIN, () => ({ by: "computed", from: [], method: "magic" })],
  ["the PIN as computed from no packet", PIN, () => ({
    by: "computed",
    from: [0],
    method: "magic",
  })],
  ["the PIN as computed from a packet she did not see", PIN, () => ({
    by: "computed",
    from: [9999],
    method: "magic",
  })],
  ["all 10,000 PINs as computed", ALL_PINS, (event) => ({
    by: "computed",
    from: [event],
    method: "magic",
  })],
  ["the PIN as derived", PIN, () => ({ by: "derived", from: "thin air" })],
  ["the PIN as generated", PIN, () => ({ by: "generated" })],
  ["the PIN as received", PIN, (event) => ({ by: "received", event })],
  ["the PIN as typed", PIN, () => ({ by: "typed" })],
  ["the PIN as configured", PIN, () => ({ by: "configured" })],
  ["the PIN as granted", PIN, () => ({ by: "granted", why: "please" })],
];

for (const [what, bytes, how] of PORTIONS) {
  Deno.test(`a cheat is refused: ${what}`, () => {
    const scene = lying();
    const claim = how(packetOf(scene));
    assertThrows(
      () => scene.port.learn(bytes, claim),
      Error,
      `Cannot learn ${bytes.length} bytes as "${claim.by}": `,
    );
    assertEquals(scene.mallory.knows(scene.pin), undefined);
  });
}

Deno.test("with a key of her own, too, only what her engine gave for that packet is opened", () => {
  const scene = between();
  const how = scene.mallory.knows(scene.pin)!.how;
  assert(how.by === "opened");
  assertThrows(() => scene.port.learn(ALL_PINS, how), Error, "no engine of mallory gave these");
  assertThrows(() => scene.port.learn(PIN, { ...how, event: 0 }), Error, "no engine of mallory");
  const other = "mallory → bank/SERVER_TRAFFIC_SECRET_0";
  assertThrows(() => scene.port.learn(PIN, { ...how, key: other }), Error, "with that key");
  assertEquals(scene.port.learn(PIN, how), [], "proved, and no news");
});

Deno.test("read: from that packet, from its stream, and not from elsewhere", () => {
  const options = { server: { tls: false }, link: { mtu: 100 } };
  const scene = played((mallory) => void mallory.tap(() => {}), options);
  const said = packetOf(scene);
  const far = packetOf(scene, "bank");
  assertThrows(() => scene.port.learn(ALL_PINS, { by: "read", event: said }), Error, "stand in");
  const unseen = scene.events.find((event) => event.kind !== "wire.sent")!.id;
  assertThrows(() => scene.port.learn(PIN, { by: "read", event: unseen }), Error, "no packet");
  assertEquals(scene.port.learn(PIN, { by: "read", event: far }), ["PIN"]);
});

Deno.test("what she wrote herself is not read, however it comes past her", () => {
  const scene = played((mallory) => {
    mallory.tap(() => {});
    mallory.intercept({
      name: "dump",
      onSegment: ({ payload }) => payload.length > 0 ? { replace: ALL_PINS } : "pass",
    });
  }, { server: { tls: false }, link: { mtu: 60_000 } });
  const dumped =
    scene.events.findLast((event) =>
      event.kind === "wire.sent" && event.node === "mallory" && event.segment.payload.length > 9000
    )!.id;
  assertThrows(
    () => scene.port.learn(ALL_PINS, { by: "read", event: dumped }),
    Error,
    "is what mallory wrote herself",
  );
});

Deno.test("guesses are counted, each as long as a secret", () => {
  const { port } = lying();
  assertEquals(port.learn(utf8("0000"), { by: "guessed", asks: 1 }), []);
  assertThrows(() => port.learn(PIN, { by: "guessed", asks: 1 }), Error, "it is guess 2");
  assertEquals(port.learn(PIN, { by: "guessed", asks: 3 }), ["PIN"]);
});

/** A packet that came past Mallory's tap. */
function tappedBy({ events }: ReturnType<typeof lying>): number {
  return events.find((event) => event.kind === "wire.tapped")!.packet;
}

Deno.test("decrypted: with a secret she knows, a packet she saw, and no more than it holds", () => {
  const scene = lying();
  const key = "private key of bank.example";
  const how = { by: "decrypted", event: tappedBy(scene), key } as const;
  assertThrows(() => scene.port.learn(PIN, how), Error, "does not know the secret");
  scene.world.grant(scene.mallory, scene.bank.identity.key, "for a test");
  assertThrows(() => scene.port.learn(PIN, { ...how, event: 0 }), Error, "no packet");
  const unseen =
    scene.events.find((event) => event.kind === "wire.sent" && event.segment.payload.length === 0)!
      .id;
  assertEquals(scene.port.learn(utf8("nothing"), how), []);
  assertThrows(() => scene.port.learn(ALL_PINS, how), Error, "have only");
  assertThrows(
    () => scene.port.learn(PIN, { ...how, event: unseen + 100_000 }),
    Error,
    "no packet",
  );
  assertEquals(scene.port.learn(PIN, how), ["PIN"]);
  assertEquals(scene.mallory.knows(scene.pin)?.how, how);
});

Deno.test("computed: four results may be wrong, and after a fifth nothing is believed", () => {
  const how = (event: number) => ({ by: "computed", from: [event], method: "an oracle" }) as const;
  const lucky = lying();
  for (const miss of ["0000", "0001", "0002", "0003"]) {
    assertEquals(lucky.port.learn(utf8(miss), how(tappedBy(lucky))), []);
  }
  assertEquals(lucky.port.learn(utf8("PIN 4711"), how(tappedBy(lucky))), ["PIN"]);
  assertEquals(lucky.port.learn(PIN, how(tappedBy(lucky))), [], "what is known is no miss");
  const greedy = lying();
  for (let pin = 0; pin < 4; pin++) greedy.port.learn(utf8(`000${pin}`), how(tappedBy(greedy)));
  assertThrows(() => greedy.port.learn(utf8("0004"), how(tappedBy(greedy))), Error, "only 4 may");
  assertThrows(() => greedy.port.learn(PIN, how(tappedBy(greedy))), Error, "only 4 may be");
});

Deno.test("computed: the result is the secret, or little more", () => {
  const { port, ...scene } = lying();
  const how = { by: "computed", from: [tappedBy({ port, ...scene })], method: "x" } as const;
  const list = concat(utf8("0".repeat(61)), PIN);
  assertThrows(() => port.learn(list, how), Error, "a secret of 4 bytes stands among 65");
  assertEquals(port.learn(list.subarray(1), how), ["PIN"]);
});

Deno.test("only the stage grants", () => {
  const { world, mallory, pin } = lying();
  world.grant(mallory, PIN, "for the story's sake");
  assertEquals(mallory.knows(pin)?.how.by, "granted");
});

Deno.test("a made-up engine and a made-up line are refused", () => {
  let refused = 0;
  played((mallory) => {
    mallory.intercept({ name: "take", onSegment: () => "take" });
    mallory.listenForeign((line) => {
      const { crypto, ambient } = mallory;
      const engine = new ClientConnection(clientConfig({ crypto }), ambient);
      const open = (one: typeof engine, on: typeof line) => () =>
        mallory.channel(one, on, "alice", "mallory");
      assertThrows(open(Object.create(engine), line), TypeError, "no engine of the lab");
      assertThrows(open(engine, { ...line }), TypeError, "no line of hers");
      refused++;
      line.abort();
    });
  });
  assertEquals(refused, 1);
});

Deno.test("a client that asks for no name is answered all the same", () => {
  const { world, alice, bank, street: link } = street(CREDULOUS);
  const mallory = world.attacker("mallory", { on: link });
  const asked: (string | undefined)[] = [];
  const root = world.authority("Mallory Root");
  mallory.play(impersonate((name) => {
    asked.push(name);
    return root.issue("nobody.example");
  }));
  let answer = 0;
  const config = clientConfig({ crypto: world.crypto });
  const ambient = { random: world.world.random("test"), now: () => world.world.calendar() };
  const engine = new ClientConnection(config, ambient);
  alice.node.connect({ address: bank.node.address, port: 443 }, {
    onOpen(stream, cause) {
      stream.handlers = { onData: (bytes) => void (answer += bytes.length) };
      engine.start();
      stream.write(engine.outgoing(), cause);
    },
  });
  world.settle();
  assertEquals(asked, [undefined]);
  assert(answer > 500, `${answer} bytes`);
});

for (const ending of ["end", "abort"] as const) {
  for (const hello of [utf8("GET / HTTP/1.1\r\n\r\n"), concat(Uint8Array.of(22, 3, 1, 0, 9))]) {
    Deno.test(`${hello.length} bytes and an early ${ending}: impersonate leaves nobody hanging`, () => {
      const { world, alice, bank, street: link } = street();
      const mallory = world.attacker("mallory", { on: link });
      mallory.play(impersonate(() => world.authority("Mallory Root").issue("x.example")));
      let over = ending === "abort";
      const stream = alice.node.connect({ address: bank.node.address, port: 443 }, {
        onOpen(open) {
          open.write(hello);
          open[ending]();
        },
        onEnd: () => void (over = true),
        onReset: () => void (over = true),
      });
      world.settle();
      assertEquals([over, stream.state], [true, "closed"]);
    });
  }
}
