import { assert, assertEquals } from "@std/assert";
import { type Bytes, concat, fromUtf8, utf8 } from "../bytes/mod.ts";
import { rsaFixture, rsaPublicOperation } from "../crypto/mod.ts";
import { clientConfig, heartbeatRequest, HONEST_SEAMS } from "../tls/mod.ts";
import { ambient, noble, Pair } from "../tls/testing.ts";
import { CipherSuite, ProtocolVersion } from "../wire/mod.ts";
import {
  type Flaw,
  overReadHeartbeat,
  reusedGcmNonce,
  silentOnBadPadding,
  tellBadPremaster,
} from "./mod.ts";

const CBC = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA;
const GCM = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;

function connected(flaw: Flaw | undefined, suite: number, encryptThenMac = false): Pair {
  const seams = flaw?.apply(clientConfig({ crypto: noble })).seams ?? HONEST_SEAMS;
  const versions = [ProtocolVersion["TLS 1.2"]];
  const config = { versions, cipherSuites: [suite], encryptThenMac, seams };
  const pair = new Pair({ client: config, server: config }).drive();
  assertEquals([pair.client.connected, pair.server.connected], [true, true]);
  return pair;
}

/** A record of the client with one byte changed, counted from the end. */
function changed(pair: Pair, fromEnd: number): Bytes {
  pair.client.send(utf8("A LOGIN alice 123456"));
  const record = pair.client.outgoing().slice();
  record[record.length - fromEnd]! ^= 0x55;
  return record;
}

for (
  const [flaw, encryptThenMac, what, fromEnd, answers] of [
    [silentOnBadPadding, false, "padding", 17, false],
    [silentOnBadPadding, false, "MAC", 40, true],
    [silentOnBadPadding, true, "padding", 37, true],
    [undefined, false, "padding", 17, true],
    [undefined, false, "MAC", 40, true],
  ] as const
) {
  const who = `${flaw?.id ?? "an honest server"}${encryptThenMac ? ", encrypt-then-MAC" : ""}`;
  Deno.test(`${who} ${answers ? "answers" : "hangs up at"} a bad ${what}`, () => {
    const pair = connected(flaw, CBC, encryptThenMac);
    const events = pair.server.receive(changed(pair, fromEnd));
    assertEquals(pair.server.outgoing().length > 0, answers);
    assertEquals(events.some(({ kind }) => kind === "alert"), answers);
    assertEquals(pair.server.state, "FAILED");
  });
}

for (const flaw of [reusedGcmNonce, undefined]) {
  Deno.test(`${flaw?.id ?? "honest"}: which explicit nonces records have`, () => {
    const pair = connected(flaw, GCM);
    const nonces = ["one", "two", "three"].map((text) => {
      pair.client.send(utf8(text));
      const record = pair.client.outgoing();
      assertEquals(pair.server.receive(record).length, 1, "the other end does not mind");
      return record[12];
    });
    assertEquals(nonces, flaw === undefined ? [1, 2, 3] : [1, 1, 1]);
  });
}

for (const name of ["rsa-512-toy", "rsa-1024-toy"] as const) {
  Deno.test(`tell-bad-premaster complains of whatever does not begin with 00 02: ${name}`, () => {
    const key = rsaFixture(name);
    const length = key.publicKey.modulus.toString(16).length / 2;
    const { decryptPremaster } = tellBadPremaster.apply(clientConfig({ crypto: noble })).seams;
    const { random } = ambient("server");
    const answered = (block: Bytes) => {
      const number = BigInt(`0x${[...block].map((b) => b.toString(16).padStart(2, "0")).join("")}`);
      const encrypted = rsaPublicOperation(key.publicKey, number);
      const digits = encrypted.toString(16).padStart(2 * length, "0");
      const bytes = Uint8Array.from(digits.match(/../g)!, (pair) => parseInt(pair, 16));
      return decryptPremaster(key, bytes, 0x0303, random) instanceof Uint8Array;
    };
    const padded = concat(Uint8Array.of(0, 2), new Uint8Array(length - 2).fill(7));
    assert(answered(padded), "a block without the zero byte goes through");
    for (const [i, value] of [[0, 1], [1, 1], [1, 3], [1, 0]] as const) {
      const other = padded.slice();
      other[i] = value;
      assert(!answered(other), `${value} in byte ${i}`);
    }
    const tooLarge = new Uint8Array(length).fill(0xff);
    assert(!(decryptPremaster(key, tooLarge, 0x0303, random) instanceof Uint8Array));
  });
}

const MEMORY = utf8("cookie=0123456789");

for (
  const [claimed, flawed, honest] of [
    [3, "abc", "abc"],
    [40, `abc${"\0".repeat(16)}${fromUtf8(MEMORY)}`, undefined],
    [60_000, `abc${"\0".repeat(16)}${fromUtf8(MEMORY)}`, undefined],
  ] as const
) {
  const title = `a heartbeat that claims ${claimed} bytes and holds three`;
  Deno.test(`${title}: ${flawed.length} come back, or ${honest?.length ?? "none"}`, () => {
    const request = heartbeatRequest(utf8("abc"), claimed);
    const answer = (flaw?: Flaw) => {
      const seams = flaw?.apply(clientConfig({ crypto: noble })).seams ?? HONEST_SEAMS;
      const bytes = seams.answerHeartbeat(request, MEMORY);
      return bytes && fromUtf8(bytes.subarray(3, bytes.length - 16));
    };
    assertEquals(answer(overReadHeartbeat), flawed);
    assertEquals(answer(), honest);
  });
}
