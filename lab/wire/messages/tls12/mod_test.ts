import { assert, assertEquals } from "@std/assert";
import { decode, decodeTrusted, encode, type Field, fromHex, inspect } from "../../../bytes/mod.ts";
import {
  CipherSuite,
  clientKeyExchange,
  EcdheServerKeyExchange,
  Handshake,
  handshakeCodec,
  keyExchangeOf,
  ServerDhParams,
  ServerEcdhParams,
  serverKeyExchange,
} from "../../mod.ts";
import { framed12, MESSAGE_12_NAMES, MESSAGE_12_SAMPLES } from "../../testing/samples12.ts";
import { run } from "../../testing/samples.ts";

Deno.test("there is a sample of every message of TLS 1.2", () => {
  const sampled = new Set<string>(MESSAGE_12_SAMPLES.map(({ name }) => name));
  assertEquals([...sampled].sort(), [...MESSAGE_12_NAMES].sort());
});

for (const sample of MESSAGE_12_SAMPLES) {
  const { title, version, keyExchange, codec } = sample;
  Deno.test(`handshakeCodec() draws ${title} with its body`, () => {
    const form = keyExchange === undefined ? { version } : { version, keyExchange };
    const { field, error } = inspect(handshakeCodec(form), framed12(sample));
    assertEquals(error, undefined);
    assertEquals(field.name, "Handshake");
    const body = field.children[2]!;
    assertEquals([body.name, body.error], [codec.name, undefined]);
    const alone = inspect(codec, sample.bytes).field;
    assertEquals(names(body), names(alone));
  });
}

/** The names of a tree, without its ranges. */
function names(field: Field): unknown {
  return [field.name, field.children.map(names)];
}

Deno.test("handshakeCodec() of TLS 1.3 is Handshake", () => {
  assertEquals(handshakeCodec({ version: 0x0304 }), Handshake);
});

Deno.test("a key exchange message whose suite is not known is drawn by name, as it is", () => {
  const bytes = Uint8Array.of(12, 0, 0, 2, 7, 8);
  const { field } = inspect(handshakeCodec({ version: 0x0303 }), bytes);
  const body = field.children[2]!;
  assertEquals([body.name, body.children, body.error], ["ServerKeyExchange", [], undefined]);
});

Deno.test("signed parameters encode to the bytes they were read from", () => {
  const bytes = fromHex(
    "03 001d 20 9fd7ad6dcff4298dd3f96d5b1b2af910a0535b1488d7f8fabb349a982880b615 0401 0002 abcd",
  );
  const { params } = decodeTrusted(EcdheServerKeyExchange, bytes);
  assertEquals(encode(ServerEcdhParams, params), bytes.subarray(0, 36));
});

Deno.test("a curve that the server spells out is refused, and marked where it stands", () => {
  const bytes = Uint8Array.of(1, 0, 29, 1, 9);
  const result = decode(ServerEcdhParams, bytes);
  assertEquals(
    result.ok ? "" : result.error,
    "Cannot decode ServerECDHParams.curveType at byte 0: " +
      "curve type explicit_prime, where only named_curve is allowed",
  );
});

const SUITES = [
  ["TLS_RSA_WITH_AES_128_CBC_SHA", "RSA"],
  ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE_ECDSA"],
  ["TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "DHE_RSA"],
  ["TLS_AES_128_GCM_SHA256", undefined],
  ["TLS_FALLBACK_SCSV", undefined],
  ["TLS_NULL_WITH_NULL_NULL", undefined],
] as const;

for (const [suite, wanted] of SUITES) {
  Deno.test(`the key exchange of ${suite} is ${wanted ?? "none"}`, () => {
    assertEquals(keyExchangeOf(CipherSuite[suite]), wanted);
  });
}

Deno.test("only SSL 3.0 leaves out the length of an encrypted premaster secret", () => {
  const value = { encryptedPreMasterSecret: run(9) };
  const lengths = [0x0300, 0x0301, 0x0303].map((version) =>
    encode(clientKeyExchange("RSA", version), value).length
  );
  assertEquals(lengths, [9, 11, 11]);
});

Deno.test("RSA and fixed ECDH have no ServerKeyExchange", () => {
  for (const name of ["RSA", "ECDH_RSA", "ECDH_ECDSA"] as const) {
    assert(serverKeyExchange(name, 0x0303) === undefined);
  }
});

Deno.test("the size of a Diffie-Hellman group is told without leading zeros", () => {
  const params = { dhP: Uint8Array.of(0, 0x17, 1), dhG: run(1), dhYs: run(1) };
  assertEquals(
    inspect(ServerDhParams, encode(ServerDhParams, params)).field.text,
    "a group of 13 bits",
  );
});
