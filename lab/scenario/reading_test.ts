import { assertEquals, assertThrows } from "@std/assert";
import { fromHex, hex } from "../bytes/mod.ts";
import { nobleProvider } from "../crypto/noble.ts";
import { parseCertificate, shortName } from "../pki/mod.ts";
import mitm from "../../scenarios/mitm.ts";
import {
  chainCheckOf,
  clientHelloOf,
  commonNameIn,
  complaintOf,
  eventsOf,
  found,
  learningOf,
  packetsOf,
  refusalOf,
  remarkOf,
  sealedPacketsOf,
  serialOf,
  serverHelloOf,
} from "./reading.ts";
import { run } from "./run.ts";

const crypto = nobleProvider();
const lost = run(mitm, { seed: 3, with: [], crypto });
const held = run(mitm, { seed: 3, with: ["validation"], crypto });

Deno.test("packetsOf() finds packets by who sends them to whom in which act, never empty ones", () => {
  const all = packetsOf(lost);
  assertEquals(all.every(({ payload }) => payload.length > 0), true);
  assertEquals(
    all.map(({ event }) => event),
    all.map(({ event }) => event).toSorted((a, b) => a - b),
  );
  const pin = packetsOf(lost, { from: "alice", to: "mallory", act: 3 });
  assertEquals(pin.length, 1);
  assertEquals(pin[0]!.records.map(({ type }) => type), [23]);
  assertEquals(packetsOf(lost, { from: "alice", to: "bank" }), []);
});

Deno.test("sealedPacketsOf() passes over change_cipher_spec in front of the sealed record", () => {
  const [flight] = sealedPacketsOf(lost, { from: "bank" });
  assertEquals(flight!.records.map(({ type }) => type), [20, 23]);
  assertEquals(flight!.record.type, 23);
});

Deno.test("clientHelloOf() and serverHelloOf() find each party's own hello", () => {
  const alice = clientHelloOf(lost, "alice");
  const mallory = clientHelloOf(lost, "mallory");
  assertEquals([alice.random.length, alice.share.length], [32, 32]);
  assertEquals(hex(alice.share) === hex(mallory.share), false);
  const { clientRandom } = eventsOf(lost, "tls.secret", "alice")[0]!;
  assertEquals(hex(alice.random), hex(clientRandom));
  assertEquals(serverHelloOf(lost, "bank").share.length, 32);
  assertThrows(() => clientHelloOf(lost, "bank"), Error, "Cannot find a hello of bank");
});

Deno.test("chainCheckOf(), refusalOf() and complaintOf() point at the moment of truth", () => {
  assertEquals(chainCheckOf(held, "alice")!.ok, false);
  assertEquals(refusalOf(held, "alice"), chainCheckOf(held, "alice"));
  assertEquals(refusalOf(lost, "alice")!.flaw, "accept-any-certificate");
  assertEquals(refusalOf(held, "bank"), undefined);
  assertEquals(complaintOf(held, "alice")!.alert, "unknown_ca");
  assertEquals(complaintOf(lost, "alice"), undefined);
});

Deno.test("learningOf() finds how a text became known, and by whom", () => {
  assertEquals(lost.trace.events[learningOf(lost, "mallory", "PIN")!]!.kind, "secret");
  assertEquals(learningOf(held, "mallory", "PIN"), undefined);
  assertEquals(learningOf(lost, "mallory", "password"), undefined);
});

Deno.test("remarkOf() finds a remark by how it begins", () => {
  assertEquals(remarkOf(lost, "mallory", "mallory is on-path") !== undefined, true);
  assertEquals(remarkOf(lost, "alice", "mallory is on-path"), undefined);
});

Deno.test("serialOf() and commonNameIn() read what the X.509 parser reads", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { certificates } = chainCheckOf(run(mitm, { seed, with: [], crypto }), "alice")!;
    const parsed = parseCertificate(certificates[0]!);
    if (!parsed.ok) throw new Error(parsed.error);
    assertEquals(
      hex(serialOf(certificates[0]!)),
      hex(parsed.value.serialNumber).replace(/^00/, ""),
    );
    assertEquals(
      `"${commonNameIn(parsed.value.issuer.der)}"`,
      `"${shortName(parsed.value.issuer)}"`,
    );
  }
});

Deno.test("serialOf() leaves out the zero that keeps an INTEGER positive", () => {
  // SEQUENCE { SEQUENCE { [0] { INTEGER 2 }, INTEGER 0x80 } }
  assertEquals(hex(serialOf(fromHex("300b3009a0030201020202 0080"))), "80");
  // without a version, and with lengths of two bytes
  assertEquals(hex(serialOf(fromHex("308200073082000302017f"))), "7f");
});

Deno.test("commonNameIn() and found() refuse what is not there", () => {
  assertThrows(() => commonNameIn(fromHex("3000")), Error, "Cannot find a common name");
  assertThrows(() => found(undefined, "the alert"), Error, "Cannot find the alert in this run");
  assertEquals(found(0, "zero"), 0);
});
