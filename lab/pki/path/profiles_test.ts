import { assert, assertEquals } from "@std/assert";
import type { IssueOptions } from "../authority/authority.ts";
import { NOW } from "../testing.ts";
import { makeExtension } from "../x509/extension.ts";
import { canonicalAddress, looseAddress, parseAddress } from "../x509/ip_address.ts";
import { distinguishedName } from "../x509/name.ts";
import { lessonOf, PROFILES, RFC_5280, WEB_PKI } from "./profiles.ts";
import { failures, issuing, leaf, tools, verify } from "./testing.ts";
import { authority } from "../authority/authority.ts";

const rules = WEB_PKI.rules;
const dnsNames = (...names: readonly string[]) =>
  makeExtension("subjectAltName", names.map((value) => ({ type: "dNSName", value })));
const called = (name: string) => distinguishedName(["commonName", name]);

/** Leaves that RFC 5280 lets pass, and what of the web's rules they break. */
const LEAVES: readonly (readonly [title: string, rule: string | undefined, IssueOptions])[] = [
  ["a usual certificate", undefined, {}],
  ["no purposes", "webSubscriber", { without: ["extendedKeyUsage"] }],
  ["any purpose", "webSubscriber", {
    extendedKeyUsage: ["serverAuth", "anyExtendedKeyUsage"],
  }],
  ["critical subjectAltName with a subject", "webSubscriber", {
    subject: called("bank.example"),
    extensions: [
      makeExtension("subjectAltName", [{ type: "dNSName", value: "bank.example" }], true),
    ],
  }],
  ["an authority that may not sign", "webSubscriber", {
    extensions: [
      makeExtension("basicConstraints", { cA: true, pathLenConstraint: undefined }, true),
    ],
  }],
  ["a key for certificates without authority", "webSubscriber", {
    extensions: [makeExtension("keyUsage", ["digitalSignature", "keyCertSign"], true)],
  }],
  ["a wildcard for a top-level domain", "webNames", {
    extensions: [dnsNames("bank.example", "*.example")],
  }],
  ["an underscore", "webNames", { extensions: [dnsNames("bank.example", "a_b.example")] }],
  ["an address among DNS names", "webNames", {
    extensions: [dnsNames("bank.example", "192.0.2.1")],
  }],
  ["a common name in capitals", "webCommonName", { subject: called("BANK.example") }],
  ["a common name in letters DNS lacks", "webCommonName", { subject: called("bänk.example") }],
  ["a common name in octal", "webCommonName", { subject: called("0300.0.2.1") }],
  ["a common name in hex", "webCommonName", { subject: called("0xc0000201") }],
  ["an IPv6 common name at full length", "webCommonName", {
    subject: called("2001:db8:0:0:0:0:0:1"),
  }],
  ["a common name that is a phrase", undefined, { subject: called("The Bank Ltd.") }],
  ["an Ed25519 key", "webKeys", { key: "Ed25519" }],
];

for (const [title, rule, options] of LEAVES) {
  Deno.test(`the profile of the web and ${title}: ${rule ?? "accepted"}`, () => {
    const chain = leaf(options, issuing);
    assertEquals(failures(verify(chain)), [], "by RFC 5280");
    assertEquals(failures(verify(chain, { rules })), rule === undefined ? [] : [rule]);
  });
}

Deno.test("webRoot judges how a root names itself, and its purposes", () => {
  const aki = (fields: { keyIdentifier?: Uint8Array; serial?: Uint8Array }) =>
    makeExtension("authorityKeyIdentifier", {
      keyIdentifier: fields.keyIdentifier,
      authorityCertIssuer: undefined,
      authorityCertSerialNumber: fields.serial,
    });
  const cases = [
    [0, {}],
    [1, { extensions: [aki({ keyIdentifier: Uint8Array.of(1) })] }],
    [2, { extensions: [aki({ serial: Uint8Array.of(1) })] }],
    [1, { extensions: [makeExtension("extendedKeyUsage", ["1.3.6.1.5.5.7.3.1"])] }],
    [1, { without: ["subjectKeyIdentifier"] }],
  ] as const;
  for (const [count, options] of cases) {
    const other = authority("Root", { ...tools, ...options });
    const { chain } = other.issue({ names: ["bank.example"] });
    const failed = failures(verify(chain, { rules, anchors: [other.certificate] }));
    assertEquals(failed.filter((rule) => rule === "webRoot").length, count, JSON.stringify(failed));
  }
});

Deno.test("every rule has a lesson of one sentence, and an id of its own", () => {
  for (const { id, lesson } of PROFILES.webpki.rules) {
    assert(lesson.length > 40 && !lesson.endsWith(".") && /^[A-Z]/.test(lesson), id);
    assertEquals(lessonOf(id), lesson);
  }
  assert(lessonOf("format") !== undefined);
  assertEquals(lessonOf("pinned by grandmother"), undefined);
  assertEquals(new Set(rules.map(({ id }) => id)).size, rules.length);
  assert(RFC_5280.rules.every((rule) => rules.includes(rule)));
});

Deno.test("canonicalAddress() is the text that RFC 5952 recommends", () => {
  for (
    const text of ["192.0.2.1", "::", "::1", "2001:db8::1", "2001:db8:0:1:1:1:1:1", "1:0:0:1::1"]
  ) {
    assertEquals(canonicalAddress(parseAddress(text)!), text);
  }
  assertEquals(canonicalAddress(parseAddress("2001:0DB8:0:0:1:0:0:1")!), "2001:db8::1:0:0:1");
});

Deno.test("looseAddress() reads what lenient programs read, and no more", () => {
  for (
    const [text, address] of [
      ["192.000.002.001", "192.0.2.1"],
      ["0xc0.0.2.1", "192.0.2.1"],
      ["192.513", "192.0.2.1"],
      ["2001:db8::1", "2001:db8::1"],
      ["192.0.2.256", undefined],
      ["1.2.3.4.5", undefined],
      ["3221225985", undefined],
      ["bank.example", undefined],
      ["", undefined],
    ] as const
  ) {
    assertEquals(looseAddress(text), address && parseAddress(address), text);
  }
});

Deno.test("judging by the web does not care what time it is elsewhere", () => {
  const chain = leaf({ notAfter: NOW + 1 }, issuing);
  assertEquals(verify(chain, { rules, now: NOW + 1 }).ok, true);
  assertEquals(verify(chain, { rules, now: NOW + 2 }).ok, false);
});
