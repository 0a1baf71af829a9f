import { assertEquals } from "@std/assert";
import { decode, decodeTrusted, encode, fromHex, hex, inspect } from "../bytes/mod.ts";
import { challengeRandom, isSsl2ClientHello, Ssl2ClientHello, tlsSuites } from "./mod.ts";
import { run, SSL2_SAMPLE } from "./testing/samples.ts";

const BYTES = "8022 01 0301 0009 0000 0010 010080 00000a 0700c0 0102030405060708090a0b0c0d0e0f10";

Deno.test("a hello of SSL 2.0 reads as RFC 5246 §E.2 lays it out", () => {
  assertEquals(decodeTrusted(Ssl2ClientHello, fromHex(BYTES)), SSL2_SAMPLE);
  assertEquals(hex(encode(Ssl2ClientHello, SSL2_SAMPLE)), BYTES.replaceAll(" ", ""));
  assertEquals(tlsSuites(SSL2_SAMPLE), [0x0a]);
});

Deno.test("its tree names suites of TLS and tells ciphers of SSL 2.0 from them", () => {
  const { field } = inspect(Ssl2ClientHello, fromHex(BYTES));
  const specs = field.children.find(({ name }) => name === "cipherSpecs")!;
  assertEquals(specs.children.map(({ text }) => text), [
    "a cipher of SSL 2.0 (0x010080)",
    "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
    "a cipher of SSL 2.0 (0x0700c0)",
  ]);
});

const HEADS = [
  ["a hello of SSL 2.0 that names TLS 1.0", "8022010301", true],
  ["a hello that can do SSL 2.0 alone", "802e010002", true],
  ["a TLS record", "1603010200", false],
  ["another message of SSL 2.0", "8022040301", false],
  ["a version that nobody knows", "8022010900", false],
  ["four bytes", "80220103", false],
  ["nothing", "", false],
] as const;

for (const [title, bytes, wanted] of HEADS) {
  Deno.test(`isSsl2ClientHello() says ${wanted ? "yes" : "no"} to ${title}`, () => {
    assertEquals(isSsl2ClientHello(fromHex(bytes)), wanted);
  });
}

const BROKEN = [
  ["a header without its bit", BYTES.replace("8022", "0022"), "the highest bit is not set"],
  ["another message", BYTES.replace(" 01 ", " 02 "), "not a CLIENT-HELLO"],
  ["specs cut in the middle", BYTES.replace("0009", "0008"), "need 3 bytes, 2 left"],
  ["a challenge that is too long", BYTES.replace("0010", "0011"), "need 17 bytes, 16 left"],
] as const;

for (const [title, bytes, wanted] of BROKEN) {
  Deno.test(`a hello of SSL 2.0 is refused for ${title}`, () => {
    const result = decode(Ssl2ClientHello, fromHex(bytes));
    assertEquals(result.ok ? "read" : result.error.replace(/^.*?: /, ""), wanted);
  });
}

Deno.test("challengeRandom() puts zeros in front of a short challenge", () => {
  const short = challengeRandom({ ...SSL2_SAMPLE, challenge: run(16) });
  assertEquals(short, Uint8Array.of(...new Uint8Array(16), ...run(16)));
  assertEquals(challengeRandom({ ...SSL2_SAMPLE, challenge: run(32) }), run(32));
});
