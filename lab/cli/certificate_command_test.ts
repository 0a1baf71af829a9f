import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type Bytes, utf8 } from "../bytes/mod.ts";
import { seededRandom } from "../crypto/mod.ts";
import { encodePem, rawExtension } from "../pki/mod.ts";
import {
  ALL,
  call,
  chain,
  DAY,
  join,
  leaf,
  longer,
  NOW,
  pem,
  ROOT,
} from "./testing/certificates.ts";
import { EVIL, HARMFUL } from "./testing.ts";

Deno.test("certificate: a good chain is valid, and the status is 0", () => {
  const { status, out, error } = call({ "a.pem": chain(), "root.pem": ROOT }, "a.pem", ...ALL);
  assertEquals([status, error], [0, ""]);
  assertStringIncludes(out, "VALID: all ");
  assertStringIncludes(out, "path: bank.example ← Test Issuing ← Test Root");
});

interface Bad {
  readonly what: string;
  readonly file: Bytes;
  readonly args?: readonly string[];
  readonly rule: string;
  readonly says: readonly string[];
}

const BAD: readonly Bad[] = [
  {
    what: "an expired one",
    file: chain({ notBefore: NOW - 9 * DAY, notAfter: NOW - DAY }),
    rule: "validity",
    says: ["tbsCertificate.validity.notAfter: 2026-07-31", "RFC 5280 §4.1.2.5"],
  },
  {
    what: "one for another name",
    file: chain(),
    args: ["--trust", "root.pem", "--name", "shop.example"],
    rule: "name",
    says: ['where "shop.example" is', "RFC 9525 §6.3", "subjectAltName"],
  },
  {
    what: "one whose issuer was not sent along",
    file: pem(leaf),
    rule: "anchor",
    says: ["which was not", "tbsCertificate.issuer: CN=Test Issuing"],
  },
  {
    what: "one with something else behind its fields",
    file: pem(longer(leaf)),
    rule: "format",
    says: ["left over"],
  },
];

for (const { what, file, args = ALL, rule, says } of BAD) {
  Deno.test(`certificate: ${what} is refused, with the rule and the bytes`, () => {
    const files = { "a.pem": file, "root.pem": ROOT };
    const { status, out, error } = call(files, "a.pem", ...args);
    assertEquals([status, error], [1, ""]);
    assertStringIncludes(out, `✗ ${rule} · certificate 0`);
    for (const words of says) assertStringIncludes(out, words);
    assert(out.split("\n").every((line) => [...line].length <= 80), out);

    const json = JSON.parse(call(files, "a.pem", ...args, "--json").out);
    assertEquals(json.ok, false);
    const failed = json.checks.filter(({ ok }: { ok: boolean }) => !ok);
    assert(failed.some((check: { rule: string }) => check.rule === rule));
  });
}

Deno.test("certificate: the lit bytes are those of the field", () => {
  const file = chain({ notBefore: NOW - 9 * DAY, notAfter: NOW - DAY });
  const { out } = call({ "a.pem": file, "root.pem": ROOT }, "a.pem", ...ALL, "--json");
  const check = JSON.parse(out).checks.find(({ ok }: { ok: boolean }) => !ok);
  // UTCTime, 13 octets: 260731000000Z
  assertEquals(check.der, "170d3236303733313030303030305a");
});

Deno.test("certificate: --at takes the clock to another day", () => {
  const files = { "a.pem": chain(), "root.pem": ROOT };
  assertEquals(call(files, "a.pem", ...ALL, "--at", "2026-10-29").status, 0);
  assertEquals(call(files, "a.pem", ...ALL, "--at", "2026-10-31T00:00:00Z").status, 1);
});

Deno.test("certificate: --profile web asks for more than RFC 5280 does", () => {
  const files = { "a.pem": chain({ commonName: "Bank.Example" }), "root.pem": ROOT };
  const plain = call(files, "a.pem", ...ALL);
  assertEquals(plain.status, 0);
  assertStringIncludes(plain.out, "by RFC 5280 and");
  const named = call(files, "a.pem", ...ALL, "--profile", "rfc5280");
  assertEquals(named, plain, "the usual one");
  const { status, out } = call(files, "a.pem", ...ALL, "--profile", "web");
  assertEquals(status, 1);
  assertStringIncludes(out, "✗ webCommonName · certificate 0");
  const json = JSON.parse(call(files, "a.pem", ...ALL, "--profile", "web", "--json").out);
  assertEquals([json.ok, json.profile], [false, "web"]);
});

Deno.test("certificate: a chain of the lab's own authorities keeps the rules of the web, too", () => {
  const files = { "a.pem": chain(), "root.pem": ROOT };
  assertEquals(call(files, "a.pem", ...ALL, "--profile", "web").status, 0);
});

const NO_FILES: readonly (readonly [what: string, file: Bytes, says: string])[] = [
  ["empty", new Uint8Array(), "it is empty"],
  ["too long", new Uint8Array(2 ** 20 + 1), "more than 1048576 bytes"],
  ["something else", utf8("hello"), "neither PEM"],
  [
    "cut short",
    leaf.subarray(0, 100),
    `ends in the middle of certificate 0: 100 of ${leaf.length}`,
  ],
  ["more than certificates", longer(leaf), "2 bytes behind certificate 0 are no certificate"],
  ["PKCS #12", Uint8Array.of(0x30, 3, 2, 1, 3), "begins with a number, as PKCS #12 files"],
  ["PKCS #7", Uint8Array.of(0x30, 3, 6, 1, 3), "begins with a type, as PKCS #7 files"],
  ["an empty SEQUENCE", Uint8Array.of(0x30, 0), "no certificate begins like this"],
  ["of endless length", Uint8Array.of(0x30, 0x80, 0, 0), "does not say how long it is"],
  ["a private key", utf8(encodePem("PRIVATE KEY", Uint8Array.of(1, 2))), "only PRIVATE KEY"],
  ["bad base64", utf8("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"), "line 3"],
  ["without an end", utf8("-----BEGIN CERTIFICATE-----\nMIIB\n"), "does not end"],
  ["one large certificate", pem(new Uint8Array(70_000)), "65536 are the most"],
  ["cut before its END", chain().subarray(0, 500), "does not end"],
  ["cut at the end of a line", utf8("-----BEGIN CERTIFICATE-----\nMIIB\nMI\n\n"), "does not end"],
  ["many certificates in a row", join(...Array(65).fill(leaf)), "64 are the most"],
  ["many certificates", pem(...Array(65).fill(leaf)), "64 are the most"],
];

for (const [what, file, says] of NO_FILES) {
  Deno.test(`certificate: a file that is ${what} is no chain, and the status is 3`, () => {
    const { status, out, error } = call({ "a.pem": file, "root.pem": ROOT }, "a.pem", ...ALL);
    assertEquals([status, out], [3, ""]);
    assertStringIncludes(error, says);
    assertEquals(error.split("\n").length, 2);
  });
}

const WRONG_CALLS: readonly (readonly [args: readonly string[], says: string])[] = [
  [[], "wants a file"],
  [["a.pem", "b.pem"], "One file at a time"],
  [["a.pem", "--at", "tomorrow"], "--at wants a date"],
  [["a.pem", "--at", "2026-02-30"], "--at wants a date"],
  [["a.pem", "--turst", "b.pem"], 'did you mean "--trust"?'],
  [["a.pem", "--profile", "wbe"], 'rfc5280 or web, not "wbe"; did you mean "web"?'],
  [["a.pem", "--name", "http://bank.example/"], "a host or an address, such as www.example"],
  [["a.pem", "--name", "bank.example:443"], "--name wants the name of a host"],
  [["a.pem", "--name", " "], "--name wants the name of a host"],
  [["-", "--trust", "-"], "there is one: the chain or the roots"],
  [["a.pem", "--profile", ""], "--profile wants rfc5280 or web"],
  [["a.pem", "--profile", "web", "--profile", "rfc5280"], "--profile is given twice"],
];

for (const [args, says] of WRONG_CALLS) {
  Deno.test(`certificate ${args.join(" ")}: a wrong call, and the status is 2`, () => {
    const { status, out, error } = call({ "a.pem": chain() }, ...args);
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(error, says);
  });
}

Deno.test("certificate: a file that is not there is said to be so", () => {
  assertEquals(call({}, "nope.pem").error, 'Cannot read "nope.pem": No such file\n');
});

for (const [what, text] of Object.entries(EVIL)) {
  Deno.test(`certificate: names and files are made harmless: ${what}`, () => {
    const file = chain({ commonName: text.slice(0, 500).toWellFormed() });
    const { out } = call({ [text]: file }, text);
    const refused = call({}, text || "x").error;
    const { out: json } = call({ [text]: file }, text, "--json");
    for (const shown of [out, refused, json]) assert(!HARMFUL.test(shown), JSON.stringify(shown));
  });
}

Deno.test("certificate: what makes much work is answered all the same", () => {
  const many = Array.from(
    { length: 3500 },
    (_, i) => rawExtension(`1.3.6.1.4.1.${i}`, Uint8Array.of(5, 0)),
  );
  const names = Array.from({ length: 3000 }, (_, i) => `n${i}.bank.example`);
  const cases = [chain({ extensions: many }), chain({ names }), pem(...Array(64).fill(leaf))];
  for (const file of cases) {
    call({ "a.pem": file, "root.pem": ROOT }, "a.pem", ...ALL);
  }
});

Deno.test("certificate: any byte may be another one, and nothing is thrown", () => {
  const random = seededRandom(7, "mutations");
  const good = chain();
  for (let i = 0; i < 300; i++) {
    const [at, to] = [random.bytes("at", 2), random.bytes("to", 1)];
    const der = leaf.slice();
    der[(at[0]! * 256 + at[1]!) % der.length]! ^= to[0]! | 1;
    const { status } = call({ "a.der": der, "root.pem": ROOT }, "a.der", ...ALL);
    // What is no longer as long as it says, or no longer a SEQUENCE, is no file of certificates.
    assert([1, 3].includes(status), `${status}`);
    const text = good.slice();
    text[(at[0]! * 256 + at[1]!) % text.length] = to[0]!;
    assert([0, 1, 3].includes(call({ "a.pem": text, "root.pem": ROOT }, "a.pem", ...ALL).status));
  }
});
