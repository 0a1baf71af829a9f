import { assert, assertEquals } from "@std/assert";
import { noble, street, traceOf } from "../cast/testing.ts";
import { type Flaw, FLAWS, recordsWithoutIntegrity, recordsWithoutOrder } from "../flaws/mod.ts";
import { TLS13_SUITES } from "../tls/mod.ts";
import type { EventOf, Trace } from "../trace/mod.ts";
import { dissect } from "./dissect.ts";
import { KeyRing } from "./keys.ts";

function talk(alices: readonly Flaw[], banks: readonly Flaw[]): Trace {
  const { world, alice, bank } = street({ client: { flaws: alices }, server: { flaws: banks } });
  const session = alice.connect(bank);
  if (session.alive) session.send("hello");
  return traceOf(world);
}

/** Records that the ends sealed and the ring does not open. */
function sealed(trace: Trace): number {
  return [...dissect(trace, noble).values()].flat()
    .filter(({ content }) => content === undefined).length;
}

for (const flaws of [[], [recordsWithoutIntegrity], [recordsWithoutOrder], FLAWS]) {
  const names = flaws.map(({ id }) => id).join(" and ") || "no mistake";
  Deno.test(`the ring opens what is sealed with ${names} on both sides`, () => {
    assertEquals(sealed(talk(flaws, flaws)), 0);
  });
}

for (const flaw of [recordsWithoutIntegrity, recordsWithoutOrder]) {
  Deno.test(`the ring opens the records of both, when only one has ${flaw.id}`, () => {
    assertEquals(sealed(talk([flaw], [])), 0);
    assertEquals(sealed(talk([], [flaw])), 0);
    const other = flaw === recordsWithoutOrder ? recordsWithoutIntegrity : recordsWithoutOrder;
    assertEquals(sealed(talk([flaw], [other])), 0);
  });
}

Deno.test("there is a key for every label that was derived, and for no other", () => {
  const trace = talk([], []);
  const ring = new KeyRing(trace, noble);
  const derived = trace.events.filter((event): event is EventOf<"tls.secret"> =>
    event.kind === "tls.secret"
  );
  assert(derived.length > 0);
  for (const { clientRandom, label, secret } of derived) {
    assert(ring.opener(clientRandom, label) !== undefined, secret);
    assertEquals(ring.opener(clientRandom, `${label}_1`), undefined);
    assertEquals(ring.opener(clientRandom.slice().reverse(), label), undefined);
  }
});

Deno.test("a key opens no record that was not sealed with it", () => {
  const trace = talk([], []);
  const ring = new KeyRing(trace, noble);
  const [event] = trace.events.filter((one) => one.kind === "tls.secret");
  assert(event?.kind === "tls.secret");
  const opener = ring.opener(event.clientRandom, event.label)!;
  for (const length of [64, 5]) {
    const bytes = new Uint8Array(length);
    const record = { type: 0, bytes, fragment: bytes.subarray(5) };
    assertEquals(opener.open(0, record), undefined);
  }
  assertEquals(TLS13_SUITES.some(({ name }) => name === event.cipherSuite), true);
});
