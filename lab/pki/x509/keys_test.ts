import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Bytes, decode, encode, fromHex } from "../../bytes/mod.ts";
import { rsaFixture } from "../../crypto/fixtures/rsa_keys.ts";
import type { SignatureAlgorithm } from "../../crypto/mod.ts";
import { type KeyChoice, keyFor } from "../authority/issue.ts";
import * as der from "../der/author.ts";
import { provider, toolsOf } from "../testing.ts";
import {
  AlgorithmIdentifier,
  algorithmIdentifierOf,
  showAlgorithm,
  signatureAlgorithmOf,
} from "./algorithm.ts";
import { OIDS } from "./oids.ts";
import { decodePem, encodePem } from "./pem.ts";
import { decodePrivateKey, encodePrivateKey } from "./private_key.ts";
import {
  publicKeyOf,
  showKey,
  SubjectPublicKeyInfo,
  subjectPublicKeyInfoOf,
} from "./public_key.ts";

const CHOICES: readonly (readonly [shown: string, key: KeyChoice])[] = [
  ["P-256", "P-256"],
  ["P-384", "P-384"],
  ["P-521", "P-521"],
  ["Ed25519", "Ed25519"],
  ["RSA 2048", rsaFixture("rsa-2048-a")],
];
const KEYS = CHOICES.map(([shown, choice]) => [shown, keyFor(choice, shown, toolsOf())] as const);

Deno.test("public keys go into a SubjectPublicKeyInfo and come out again", () => {
  for (const [shown, { publicKey }] of KEYS) {
    const info = subjectPublicKeyInfoOf(publicKey);
    assertEquals(publicKeyOf(info), publicKey, shown);
    assertEquals(showKey(info), shown);
  }
});

Deno.test("private keys go into PKCS #8 and come out again, and cut off they are errors", () => {
  for (const [shown, key] of KEYS) {
    const octets = encodePrivateKey(key);
    assertEquals(decodePrivateKey(octets, provider), { ok: true, value: key }, shown);
    for (let length = 0; length < octets.length; length += 7) {
      assert(!decodePrivateKey(octets.subarray(0, length), provider).ok, `${shown} to ${length}`);
    }
  }
});

// RFC 8410 §10.3: the same key without and with its public half.
const ED25519_V1 = `MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC`;
const ED25519_V2 =
  `MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhCoB8wHQYKKoZIhvcNAQkJ
FDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=`.replace("\n", "");

function fromPem(label: string, digits: string): Bytes {
  const lines = digits.match(/.{1,64}/g)!.join("\n");
  return decodePem(`-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`)[0]!.der;
}

Deno.test("decodePrivateKey() reads the keys of RFC 8410 and computes the public half", () => {
  const point = fromHex("19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1");
  for (const digits of [ED25519_V1, ED25519_V2]) {
    const read = decodePrivateKey(fromPem("PRIVATE KEY", digits), provider);
    assert(read.ok && read.value.type === "ed25519");
    assertEquals(read.value.publicKey.point, point);
  }
});

const nothing = der.integer(0);
const ec = (scalar: Bytes, curve: string = OIDS.secp256r1) =>
  der.sequence(
    nothing,
    der.sequence(der.oid(OIDS["id-ecPublicKey"]), der.oid(curve)),
    der.octetString(der.sequence(der.integer(1), der.octetString(scalar))),
  );

Deno.test("decodePrivateKey() refuses keys that cannot be, with the reason", () => {
  const wrong: readonly (readonly [octets: Bytes, why: string])[] = [
    [ec(new Uint8Array(32)), "out of range"],
    [ec(new Uint8Array(32).fill(0xff)), "out of range"],
    [ec(new Uint8Array(31).fill(1)), "length"],
    [ec(new Uint8Array(32).fill(1), "1.3.132.0.10"), "no named curve"],
    [der.sequence(nothing, der.sequence(der.oid("1.2.3")), der.octetString(nothing)), "1.2.3"],
    [
      der.sequence(
        nothing,
        der.sequence(der.oid(OIDS["id-Ed25519"])),
        der.octetString(der.octetString(new Uint8Array(31))),
      ),
      "31 bytes",
    ],
  ];
  for (const [octets, why] of wrong) {
    const read = decodePrivateKey(octets, provider);
    assert(!read.ok && read.error.includes(why), read.ok ? why : read.error);
  }
});

function keyInfo(algorithm: Bytes, bits: Bytes): SubjectPublicKeyInfo {
  const read = decode(SubjectPublicKeyInfo, der.sequence(algorithm, der.bitString(bits)));
  assert(read.ok);
  return read.value;
}

Deno.test("publicKeyOf() knows no key in compressed, explicit, short or impossible forms", () => {
  const rsa = (modulus: bigint, exponent: bigint) =>
    keyInfo(
      der.sequence(der.oid(OIDS.rsaEncryption), der.nothing()),
      der.sequence(der.integer(modulus), der.integer(exponent)),
    );
  const p256 = der.sequence(der.oid(OIDS["id-ecPublicKey"]), der.oid(OIDS.secp256r1));
  const point = new Uint8Array(65).fill(4);
  const none = [
    keyInfo(p256, new Uint8Array(33).fill(2)),
    keyInfo(p256, point.subarray(1)),
    keyInfo(der.sequence(der.oid(OIDS["id-ecPublicKey"]), der.sequence()), point),
    keyInfo(der.sequence(der.oid(OIDS["id-ecPublicKey"])), point),
    keyInfo(der.sequence(der.oid(OIDS["id-Ed25519"]), der.nothing()), new Uint8Array(32)),
    keyInfo(der.sequence(der.oid(OIDS["id-Ed25519"])), new Uint8Array(31)),
    keyInfo(der.sequence(der.oid(OIDS.rsaEncryption), der.nothing()), new Uint8Array(9)),
    rsa(-15n, 3n),
    rsa(16n, 3n),
    rsa(15n, 1n),
    rsa(15n, 17n),
  ];
  for (const [i, info] of none.entries()) assertEquals(publicKeyOf(info), undefined, `form ${i}`);
  assertEquals(publicKeyOf(rsa(15n, 3n)), { type: "rsa", modulus: 15n, exponent: 3n });
});

const ALGORITHMS: readonly (readonly [SignatureAlgorithm, shown: string])[] = [
  [{ type: "ecdsa", hash: "SHA-1" }, "ECDSA with SHA-1"],
  [{ type: "ecdsa", hash: "SHA-256" }, "ECDSA with SHA-256"],
  [{ type: "ecdsa", hash: "SHA-512" }, "ECDSA with SHA-512"],
  [{ type: "ed25519" }, "Ed25519"],
  [{ type: "rsa-pkcs1", hash: "SHA-1" }, "RSA PKCS #1 v1.5 with SHA-1"],
  [{ type: "rsa-pkcs1", hash: "SHA-384" }, "RSA PKCS #1 v1.5 with SHA-384"],
  [{ type: "rsa-pss", hash: "SHA-256", saltLength: 32 }, "RSA-PSS with SHA-256"],
  [{ type: "rsa-pss", hash: "SHA-1", saltLength: 20 }, "RSA-PSS with SHA-1"],
];

Deno.test("signature algorithms become identifiers and come back", () => {
  for (const [algorithm, shown] of ALGORITHMS) {
    const octets = encode(AlgorithmIdentifier, algorithmIdentifierOf(algorithm));
    const read = decode(AlgorithmIdentifier, octets);
    assert(read.ok);
    assertEquals(signatureAlgorithmOf(read.value), algorithm);
    assertEquals(showAlgorithm(read.value), shown);
  }
});

Deno.test("signatureAlgorithmOf() knows no algorithm with parameters that do not belong to it", () => {
  const strange = [
    { algorithm: OIDS["ecdsa-with-SHA256"], parameters: der.nothing() },
    { algorithm: OIDS["id-Ed25519"], parameters: der.nothing() },
    { algorithm: OIDS.sha256WithRSAEncryption, parameters: der.sequence() },
    { algorithm: OIDS["id-RSASSA-PSS"], parameters: undefined },
    { algorithm: OIDS["id-RSASSA-PSS"], parameters: der.sequence() },
    { algorithm: OIDS.md5WithRSAEncryption, parameters: der.nothing() },
  ];
  for (const identifier of strange) assertEquals(signatureAlgorithmOf(identifier), undefined);
});

Deno.test("decodePem() gives back what encodePem() wrote, whatever the length", () => {
  let text = "a word before\n";
  const parts = Array.from({ length: 100 }, (_, i) => new Uint8Array(i + 1).fill(i));
  for (const part of parts) text += encodePem("CERTIFICATE", part);
  assertEquals(decodePem(text).map((block) => block.der), parts);
  assertEquals(decodePem("no block at all"), []);
});

Deno.test("decodePem() refuses what is not strict, with the number of the line", () => {
  const block = (body: string) => `-----BEGIN X-----\n${body}\n-----END X-----\n`;
  const wrong: readonly (readonly [text: string, why: string])[] = [
    [block("AAA"), "line 3: bad base64"],
    [block("AA=A"), "line 3: bad base64"],
    [block("AB=="), "line 3: bad base64"],
    [block("AA A"), "line 3: bad base64"],
    [block(""), "line 3: bad base64"],
    [block("AAAA\nAAAAAAAA"), "line 3: a line longer"],
    ["-----BEGIN X-----\nAAAA\n-----END Y-----\n", 'line 3: END "Y"'],
    ["-----END X-----\n", 'line 1: END "X"'],
    ["-----BEGIN X-----\n-----BEGIN X-----\n", 'line 2: BEGIN inside "X"'],
    ["-----BEGIN X-----\nAAAA\n", '"X" does not end'],
  ];
  for (const [text, why] of wrong) assertThrows(() => decodePem(text), SyntaxError, why);
});
