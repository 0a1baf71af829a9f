import { assert, assertEquals } from "@std/assert";
import { rsaFixture } from "../../crypto/mod.ts";
import { authority, type IssueOptions } from "../authority/authority.ts";
import { type Seconds, secondsOf } from "../der/calendar.ts";
import { NOW } from "../testing.ts";
import { makeExtension } from "../x509/extension.ts";
import type { KeyUsageName } from "../x509/extension_values.ts";
import { canonicalAddress, looseAddress, parseAddress } from "../x509/ip_address.ts";
import { distinguishedName } from "../x509/name.ts";
import { BASELINE, lessonOf, type Profile, PROFILES, RFC_5280, WEB_PKI } from "./profiles.ts";
import { serverKeyUsage } from "./rules/key_usage.ts";
import { failures, issuing, leaf, tools, verify } from "./testing.ts";
import type { VerifyOptions } from "./verify.ts";

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

const DAY = 86_400;
function day(text: string): Seconds {
  const [year, month, day] = text.split("-").map(Number);
  return secondsOf({ year: year!, month: month!, day: day!, hour: 0, minute: 0, second: 0 })!;
}

/** Leaves that clients of the web let pass, and what authorities must not issue all the same. */
const ISSUED: readonly (readonly [title: string, rule: string | undefined, IssueOptions])[] = [
  ["a usual certificate", undefined, {}],
  ["200 days", undefined, { notBefore: NOW, notAfter: NOW + 200 * DAY - 1 }],
  ["200 days and a second", "webLifetime", { notBefore: NOW, notAfter: NOW + 200 * DAY }],
  ["398 days of before March 2026", undefined, {
    notBefore: day("2026-03-14"),
    notAfter: day("2026-03-14") + 398 * DAY - 1,
  }],
  ["201 days of March 2026", "webLifetime", {
    notBefore: day("2026-03-15"),
    notAfter: day("2026-03-15") + 201 * DAY,
  }],
  ["825 days of 2018", undefined, {
    notBefore: day("2018-03-01"),
    notAfter: day("2018-03-01") + 825 * DAY - 1,
  }],
  ["ten years of before all schedules", undefined, {
    notBefore: day("2017-01-01"),
    notAfter: day("2027-01-01"),
  }],
  ["a common name that is a phrase", "webCommonName", { subject: called("The Bank Ltd.") }],
  ["a common name of somebody else", "webCommonName", { subject: called("other.example") }],
  ["a common name that is an address", undefined, { subject: called("192.0.2.1") }],
  ["no common name", undefined, { subject: distinguishedName(["organizationName", "Bank"]) }],
  ["the serial number 1", "webSerial", { serialNumber: Uint8Array.of(1) }],
  ["a serial number of 47 bits", "webSerial", { serialNumber: Uint8Array.of(0x7f, 1, 2, 3, 4, 5) }],
  ["a serial number of 48 bits", undefined, {
    serialNumber: Uint8Array.of(0, 0x80, 1, 2, 3, 4, 5),
  }],
];

for (const [title, rule, options] of ISSUED) {
  Deno.test(`what the Forum lets authorities issue, and ${title}: ${rule ?? "accepted"}`, () => {
    const chain = leaf(options, issuing);
    const now = Math.max(NOW, options.notBefore ?? NOW);
    const judged = (profile: Profile) =>
      failures(verify(chain, { rules: profile.rules, now })).filter((one) => one !== "validity");
    assertEquals(judged(WEB_PKI), []);
    assertEquals(judged(BASELINE), rule === undefined ? [] : [rule]);
  });
}

Deno.test("the schedule of lifetimes goes on until 2029", () => {
  const far = authority("Far Root", { ...tools, notAfter: day("2040-01-01") });
  for (
    const [from, most] of [["2027-03-15", 100], ["2029-03-14", 100], ["2029-03-15", 47]] as const
  ) {
    const notBefore = day(from);
    for (const [more, fails] of [[-1, []], [0, ["webLifetime"]]] as const) {
      const notAfter = notBefore + most * DAY + more;
      const { chain } = far.issue({ names: ["bank.example"], notBefore, notAfter });
      const asked = { anchors: [far.certificate], now: notBefore, rules: BASELINE.rules };
      assertEquals(failures(verify(chain, asked)), fails, `${from} ${more}`);
    }
  }
});

Deno.test("a server's key is one that signs, or with RSA one that decrypts", () => {
  const uses = (...names: readonly KeyUsageName[]) => ({
    extensions: [makeExtension("keyUsage", names, true)],
  });
  const rsa = { key: rsaFixture("rsa-2048-a") };
  const cases: readonly (readonly [IssueOptions, fails: readonly string[]])[] = [
    [{}, []],
    [{ without: ["keyUsage"] }, []],
    [uses("keyAgreement"), ["serverKeyUsage"]],
    [uses("keyEncipherment"), ["serverKeyUsage"]],
    [{ ...rsa, ...uses("keyEncipherment") }, []],
    [{ ...rsa, ...uses("keyAgreement") }, ["serverKeyUsage"]],
  ];
  for (const [options, fails] of cases) {
    const chain = leaf(options, issuing);
    assertEquals(failures(verify(chain, { rules: [...RFC_5280.rules, serverKeyUsage] })), fails);
    assertEquals(failures(verify(chain)), []);
  }
});

Deno.test("SHA-1 is refused by advice of TLS, and by the web's own list of algorithms", () => {
  const chain = leaf({ algorithm: { type: "ecdsa", hash: "SHA-1" } }, issuing);
  const specOf = (asked: Partial<VerifyOptions>) =>
    verify(chain, asked).checks.find(({ ok }) => !ok)?.spec;
  assertEquals(specOf({}), "RFC 9846 §4.5.1 [8446 §4.4.2.4]");
  assertEquals(specOf({ rules }), "CA/Browser Forum TLS BR §7.1.3.2");
});

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
  for (const { id, lesson } of [...BASELINE.rules, serverKeyUsage]) {
    assert(lesson.length > 40 && !lesson.endsWith(".") && /^[A-Z]/.test(lesson), id);
    assertEquals(lessonOf(id), lesson);
  }
  assert(lessonOf("format") !== undefined);
  assertEquals(lessonOf("pinned by grandmother"), undefined);
  for (const { rules } of Object.values(PROFILES)) {
    const ids = rules.map(({ id }) => id);
    assertEquals(new Set(ids).size, ids.length);
    assert(RFC_5280.rules.every(({ id }) => ids.includes(id)));
  }
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
