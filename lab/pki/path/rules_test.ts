import { assert, assertEquals } from "@std/assert";
import { authority, type IssueOptions } from "../authority/authority.ts";
import * as der from "../der/author.ts";
import { NOW, parsed, toolsOf } from "../testing.ts";
import { makeExtension, rawExtension } from "../x509/extension.ts";
import type { GeneralName } from "../x509/general_name.ts";
import { parseAddress } from "../x509/ip_address.ts";
import { distinguishedName } from "../x509/name.ts";
import { OIDS } from "../x509/oids.ts";
import { alertFor } from "./alert.ts";
import type { PathContext, Rule } from "./rule.ts";
import { RULES } from "./rules.ts";
import { issuerName } from "./rules/issuer_name.ts";
import { allowsUse } from "./rules/key_usage.ts";
import { profile } from "./rules/profile.ts";
import { isWithin } from "./subtree.ts";

const root = authority("Trent Root", toolsOf());

function check(rule: Rule, path: PathContext["path"]): readonly string[] {
  const context: PathContext = {
    path,
    end: "trusted",
    presented: path,
    anchors: path.slice(-1),
    now: NOW,
    purpose: "serverAuth",
    verifies: () => true,
    verifiesList: () => true,
    exhausted: false,
  };
  return rule.check(context).filter(({ ok }) => !ok).map(({ detail }) => detail);
}

const anchor = parsed(root.certificate);
const issued = (options: IssueOptions) => parsed(root.issue(options).chain[0]!);

Deno.test("issuerName notices a path that somebody put together from strangers", () => {
  const leaf = issued({ names: ["bank.example"] });
  const stranger = parsed(authority("Stranger", toolsOf()).certificate);
  assertEquals(check(issuerName, [leaf, anchor]), []);
  assertEquals(check(issuerName, [leaf, stranger]), [
    '"bank.example" names "Trent Root" as its issuer, but "Stranger" stands above it',
  ]);
});

const policy = (policyIdentifier: string) => ({ policyIdentifier, policyQualifiers: undefined });
const CONSTRAINT = { permittedSubtrees: undefined, excludedSubtrees: undefined };
const named = { names: ["x.example"] };

const PROFILES: readonly (readonly [fault: string, options: IssueOptions])[] = [
  ["has extensions although its version is 1", { edit: (tbs) => ({ ...tbs, version: 0 }) }],
  ["is not positive", { serialNumber: Uint8Array.of(0) }],
  ["is not positive", { serialNumber: Uint8Array.of(0x80) }],
  ["has 21 bytes, where 20 are allowed", { serialNumber: new Uint8Array(21).fill(1) }],
  ["does not name its issuer", { edit: (tbs) => ({ ...tbs, issuer: distinguishedName() }) }],
  ["named by its subjectAltName alone, which is not critical", {
    subject: distinguishedName(),
    extensions: [makeExtension("subjectAltName", [{ type: "dNSName", value: "x.example" }])],
  }],
  ["has keyUsage twice", {
    edit: (tbs) => ({ ...tbs, extensions: [...tbs.extensions!, tbs.extensions![1]!] }),
  }],
  ["subjectKeyIdentifier of", {
    extensions: [makeExtension("subjectKeyIdentifier", Uint8Array.of(1), true)],
  }],
  ["does not say which key of its issuer", { without: ["authorityKeyIdentifier"] }],
  ["basicConstraints are not critical", {
    extensions: [makeExtension("basicConstraints", { cA: true, pathLenConstraint: undefined })],
  }],
  ["constrain nothing", {
    ca: true,
    extensions: [makeExtension("nameConstraints", CONSTRAINT, true)],
  }],
  ["nameConstraints of", {
    ca: true,
    extensions: [makeExtension("nameConstraints", {
      ...CONSTRAINT,
      excludedSubtrees: [{
        base: { type: "dNSName", value: "a.example" },
        minimum: 0,
        maximum: undefined,
      }],
    })],
  }],
  ["inhibitAnyPolicy of", { ca: true, extensions: [makeExtension("inhibitAnyPolicy", 0)] }],
  ["policyConstraints of", {
    ca: true,
    extensions: [makeExtension("policyConstraints", {
      requireExplicitPolicy: undefined,
      inhibitPolicyMapping: undefined,
    }, true)],
  }],
  ["names a policy twice", {
    extensions: [makeExtension("certificatePolicies", [policy("1.2.3"), policy("1.2.3")])],
  }],
  ["limits the authorities below it", {
    extensions: [makeExtension("basicConstraints", { cA: false, pathLenConstraint: 0 }, true)],
  }],
  ["allows nothing", { extensions: [makeExtension("keyUsage", [], true)] }],
  ["has nameConstraints, but is no authority", {
    extensions: [
      rawExtension(
        OIDS.nameConstraints,
        der.sequence(der.tagged(0, der.sequence(der.taggedPrimitive(2, Uint8Array.of(97))))),
        true,
      ),
    ],
  }],
];

Deno.test("profile names each way of breaking it, and nothing about a good certificate", () => {
  assertEquals(check(profile, [issued(named), anchor]), []);
  for (const [fault, options] of PROFILES) {
    const found = check(profile, [issued({ ...named, ...options }), anchor]);
    assertEquals(found.length, 1, `${fault}: ${found}`);
    assert(found[0]!.includes(fault), found[0]);
  }
});

Deno.test("profile wants names and key identifiers of authorities", () => {
  const issuer = (options: IssueOptions) => parsed(root.intermediate("X", options).certificate);
  assertEquals(check(profile, [issued(named), issuer({}), anchor]), []);
  assertEquals(
    check(profile, [issued(named), issuer({ without: ["subjectKeyIdentifier"] }), anchor]),
    [
      '"X" is an authority without subjectKeyIdentifier',
    ],
  );
  assertEquals(check(profile, [issued(named), issuer({ subject: distinguishedName() }), anchor]), [
    "An authority on the path has no name",
  ]);
});

const dns = (value: string): GeneralName => ({ type: "dNSName", value });
const mail = (value: string): GeneralName => ({ type: "rfc822Name", value });
const ip = (...parts: readonly string[]): GeneralName => ({
  type: "iPAddress",
  value: Uint8Array.from(parts.flatMap((part) => [...parseAddress(part)!])),
});
const dn = (...parts: readonly string[]): GeneralName => ({
  type: "directoryName",
  value: distinguishedName(...parts.map((part) => ["organizationName", part] as const)),
});

const uri = (value: string): GeneralName => ({ type: "uniformResourceIdentifier", value });

const SUBTREES:
  readonly (readonly [name: GeneralName, base: GeneralName, must: boolean, may?: boolean])[] = [
    [dns("bank.example"), dns("bank.example"), true],
    [dns("www.bank.example"), dns("bank.example"), true],
    [dns("WWW.Bank.Example"), dns("bank.EXAMPLE"), true],
    [dns("www.bank.example"), dns(".bank.example"), true],
    [dns("mybank.example"), dns("bank.example"), false],
    [dns("example"), dns("bank.example"), false],
    [dns("bank.example"), dns(""), true],
    [dns("*.bank.example"), dns("bank.example"), true],
    [dns("*.example"), dns("bank.example"), false, true],
    [dns("*.example"), dns("www.bank.example"), false],
    [dns("bank.example\0"), dns("bank.example"), false, true],
    [dns("bank.example"), dns("bank.example\0"), false, true],
    [ip("192.0.2.7"), ip("192.0.2.0", "255.255.255.0"), true],
    [ip("192.0.3.7"), ip("192.0.2.0", "255.255.255.0"), false],
    [ip("192.0.2.7"), ip("192.0.2.0", "255.0.255.0"), false, true],
    [ip("192.0.2.7"), ip("2001:db8::", "ffff::"), false],
    [ip("2001:db8::7"), ip("2001:db8::", "ffff:ffff::"), true],
    [ip("2001:db9::7"), ip("2001:db8::", "ffff:ffff::"), false],
    [ip("192.0.2.7"), ip("192.0.2.0"), false, true],
    [mail("a@bank.example"), mail("a@bank.example"), true],
    [mail("A@bank.example"), mail("a@bank.example"), false],
    [mail("a@BANK.example"), mail("bank.example"), true],
    [mail("a@www.bank.example"), mail("bank.example"), false],
    [mail("a@www.bank.example"), mail(".bank.example"), true],
    [mail("a@bank.example"), mail(".bank.example"), false],
    [mail("no host"), mail("bank.example"), false, true],
    [dn("Lab", "Bank"), dn("Lab"), true],
    [dn("Lab"), dn("Lab"), true],
    [dn("Lab"), dn("Lab", "Bank"), false],
    [dn("Other", "Bank"), dn("Lab"), false],
    [dn("Lab  bank"), dn("LAB BANK "), true],
    [uri("https://bank.example/pay"), uri("bank.example"), true],
    [uri("https://user@www.bank.example:443"), uri(".bank.example"), true],
    [uri("https://www.bank.example"), uri("bank.example"), false],
    [uri("https://bank.example"), uri(".bank.example"), false],
    [uri("https://192.0.2.1/"), uri("bank.example"), false, true],
    [uri("https://[2001:db8::1]/"), uri("bank.example"), false, true],
    [uri("urn:bank.example"), uri("bank.example"), false, true],
  ];

Deno.test("isWithin() is sure before it permits, and excludes whatever may be within", () => {
  for (const [name, base, must, may = must] of SUBTREES) {
    const title = JSON.stringify([name, base]);
    assertEquals(isWithin(name, base, "must be"), must, title);
    assertEquals(isWithin(name, base, "may be"), may, title);
  }
});

Deno.test("allowsUse() allows what keyUsage lists, and everything where there is none", () => {
  assertEquals(allowsUse(issued(named), "digitalSignature"), true);
  assertEquals(allowsUse(issued(named), "keyEncipherment"), false);
  assertEquals(allowsUse(issued({ ...named, without: ["keyUsage"] }), "keyEncipherment"), true);
});

Deno.test("alertFor() knows every rule, and answers certificate_unknown for strangers", () => {
  const failed = (rule: string) => ({ rule, ok: false, detail: "", spec: "" });
  for (const { id } of RULES) {
    assert(alertFor([failed(id)]) !== "certificate_unknown", id);
  }
  assertEquals(alertFor([failed("pinned by grandmother")]), "certificate_unknown");
  assertEquals(alertFor([{ ...failed("name"), ok: true }]), undefined);
});
