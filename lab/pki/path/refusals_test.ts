import { assert, assertEquals } from "@std/assert";
import type { Bytes } from "../../bytes/mod.ts";
import { rsaFixture } from "../../crypto/fixtures/rsa_keys.ts";
import { authority, selfSigned } from "../authority/authority.ts";
import * as der from "../der/author.ts";
import { NOW } from "../testing.ts";
import { makeExtension, rawExtension } from "../x509/extension.ts";
import { OIDS } from "../x509/oids.ts";
import { RULES } from "./rules.ts";
import { bank, failures, issuing, leaf, mallory, root, tools, verify } from "./testing.ts";
import { type Verdict, type VerifyOptions } from "./verify.ts";

const DAY = 86_400;

interface Case {
  readonly title: string;
  readonly presented: readonly Bytes[];
  readonly options?: Partial<VerifyOptions>;
  /** Rules that must fail, and nothing else. */
  readonly fails: readonly string[];
  readonly alert: Verdict["alert"];
  readonly detail: string;
}

const flip = (octets: Bytes) =>
  octets.map((octet, i) => i === octets.length - 1 ? octet ^ 1 : octet);
const weak = authority("Trent Root", { ...tools, key: rsaFixture("rsa-1024-weak") });
const sha1 = {
  key: rsaFixture("rsa-2048-a"),
  algorithm: { type: "rsa-pkcs1", hash: "SHA-1" },
} as const;
const rsaRoot = authority("Trent RSA", { ...tools, key: rsaFixture("rsa-2048-b") });
const constrained = root.intermediate("Example Only", {
  extensions: [makeExtension("nameConstraints", {
    permittedSubtrees: [{
      base: { type: "dNSName", value: "shop.example" },
      minimum: 0,
      maximum: undefined,
    }],
    excludedSubtrees: undefined,
  }, true)],
});

const FAILING: readonly Case[] = [
  {
    title: "an untrusted root",
    presented: [...leaf({}, mallory), mallory.certificate],
    fails: ["anchor"],
    alert: "unknown_ca",
    detail: `The chain ends at "Mallory Root", which is not the trusted root, "Trent Root"`,
  },
  {
    title: "a root with a trusted name and another key",
    presented: [...leaf({}, weak), weak.certificate],
    fails: ["anchor", "keyStrength"],
    alert: "unknown_ca",
    detail: "although a trusted root with another key has the same name",
  },
  {
    title: "a self-signed leaf",
    presented: selfSigned({ ...tools, ...bank }).chain,
    fails: ["anchor"],
    alert: "unknown_ca",
    detail: `The certificate "bank.example" is signed by itself, and it is not the trusted root`,
  },
  {
    title: "an issuer nobody sent",
    presented: leaf({}, issuing).slice(0, 1),
    fails: ["anchor"],
    alert: "unknown_ca",
    detail: `is issued by "Trent Issuing", which was not sent along`,
  },
  {
    title: "a signature by another key",
    presented: leaf({ signWith: mallory.key }),
    fails: ["signature"],
    alert: "bad_certificate",
    detail: `The signature on "bank.example" was not made by the key of "Trent Root"`,
  },
  {
    title: "a signature that was damaged",
    presented: leaf({ editSignature: flip }),
    fails: ["signature"],
    alert: "bad_certificate",
    detail: "or something was changed since",
  },
  {
    title: "an expired leaf",
    presented: leaf({ notBefore: NOW - 3 * DAY, notAfter: NOW - DAY }),
    fails: ["validity"],
    alert: "certificate_expired",
    detail: `"bank.example" was valid until 2026-05-27 20:26:40Z, and it is 2026-05-28 20:26:40Z`,
  },
  {
    title: "a leaf of tomorrow",
    presented: leaf({ notBefore: NOW + DAY }),
    fails: ["validity"],
    alert: "certificate_expired",
    detail: `"bank.example" is not valid before 2026-05-29 20:26:40Z`,
  },
  {
    title: "an expired intermediate",
    presented: leaf({}, root.intermediate("Old", { notAfter: NOW - 1, notBefore: NOW - DAY })),
    fails: ["validity"],
    alert: "certificate_expired",
    detail: `"Old" was valid until`,
  },
  {
    title: "a leaf that issues",
    presented: leaf({}, root.intermediate("Shop", { ca: false, keyUsage: ["keyCertSign"] })),
    fails: ["basicConstraints"],
    alert: "bad_certificate",
    detail: `"Shop" issued a certificate, but is not marked as an authority`,
  },
  {
    title: "an issuer without basicConstraints",
    presented: leaf({}, root.intermediate("Shop", { without: ["basicConstraints"] })),
    fails: ["basicConstraints"],
    alert: "bad_certificate",
    detail: `"Shop" issued a certificate, but has no basicConstraints`,
  },
  {
    title: "an intermediate too many",
    presented: leaf({}, issuing.intermediate("Below")),
    fails: ["pathLength"],
    alert: "bad_certificate",
    detail: `"Trent Issuing" allows 0 more authorities below it, and there are 1`,
  },
  {
    title: "an issuer whose key must not sign certificates",
    presented: leaf({}, root.intermediate("Shop", { keyUsage: ["digitalSignature", "cRLSign"] })),
    fails: ["keyUsage"],
    alert: "bad_certificate",
    detail: `may be used for digitalSignature, cRLSign, where keyCertSign is needed`,
  },
  {
    title: "a leaf for another purpose",
    presented: leaf({ extendedKeyUsage: ["clientAuth"] }),
    fails: ["extendedKeyUsage"],
    alert: "unsupported_certificate",
    detail: `"bank.example" is for clientAuth, where serverAuth is needed`,
  },
  {
    title: "an intermediate for another purpose",
    presented: leaf({}, root.intermediate("Mail", { extendedKeyUsage: ["emailProtection"] })),
    fails: ["extendedKeyUsage"],
    alert: "unsupported_certificate",
    detail: `"Mail" is for emailProtection, where serverAuth is needed`,
  },
  {
    title: "a server's certificate shown by a client",
    presented: leaf({}),
    options: { purpose: "clientAuth" },
    fails: ["extendedKeyUsage"],
    alert: "unsupported_certificate",
    detail: `"bank.example" is for serverAuth, where clientAuth is needed`,
  },
  {
    title: "a name outside the permitted subtrees",
    presented: leaf({ addresses: [] }, constrained),
    fails: ["nameConstraints"],
    alert: "bad_certificate",
    detail: `DNS:bank.example in "bank.example" is not permitted by "Example Only"`,
  },
  {
    title: "a critical extension nobody knows",
    presented: leaf({ extensions: [rawExtension("1.2.3.4", der.nothing(), true)] }),
    fails: ["criticalExtensions"],
    alert: "unsupported_certificate",
    detail: "has the critical extension 1.2.3.4, which is not understood here",
  },
  {
    title: "a signature with SHA-1",
    presented: leaf({ algorithm: sha1.algorithm }, rsaRoot),
    options: { anchors: [rsaRoot.certificate] },
    fails: ["signatureAlgorithm"],
    alert: "bad_certificate",
    detail: "is signed using RSA PKCS #1 v1.5 with SHA-1, and collisions of SHA-1 can be bought",
  },
  {
    title: "two signature algorithms in one certificate",
    presented: leaf({
      edit: (tbs) => ({
        ...tbs,
        signature: { algorithm: OIDS["id-Ed25519"], parameters: undefined },
      }),
    }),
    fails: ["signatureAlgorithm"],
    alert: "bad_certificate",
    detail: "is signed using ECDSA with SHA-256, but says inside Ed25519",
  },
  {
    title: "a short RSA key",
    presented: leaf({ key: rsaFixture("rsa-1024-weak") }),
    fails: ["keyStrength"],
    alert: "unsupported_certificate",
    detail: "has a key of kind RSA 1024, where at least 2048 bits are needed",
  },
  {
    title: "a serial number of zero",
    presented: leaf({ serialNumber: Uint8Array.of(0) }),
    fails: ["profile"],
    alert: "bad_certificate",
    detail: `The serial number of "bank.example" is not positive`,
  },
  {
    title: "an extension that is there twice",
    presented: leaf({
      extensions: [1, 2].map(() => rawExtension(OIDS.tlsFeature, der.sequence(der.integer(5)))),
    }),
    fails: ["profile"],
    alert: "bad_certificate",
    detail: `"bank.example" has tlsFeature twice`,
  },
  {
    title: "another name",
    presented: leaf({ names: ["mallory.example"], addresses: [] }),
    fails: ["name"],
    alert: "bad_certificate",
    detail: `The certificate is for DNS:mallory.example, where "bank.example" is wanted`,
  },
  {
    title: "the right name in the common name only",
    presented: leaf({ names: [], addresses: [], commonName: "bank.example" }),
    fails: ["name"],
    alert: "bad_certificate",
    detail: `has no subjectAltName, where "bank.example" is wanted; its common name says so, but`,
  },
  {
    title: "a NUL inside the name",
    presented: leaf({ names: ["bank.example\0.mallory.example"], addresses: [] }),
    fails: ["name"],
    alert: "bad_certificate",
    detail: "The certificate is for DNS:bank.example\\u{0}.mallory.example, where",
  },
  {
    title: "an address written as a DNS name",
    presented: leaf({ names: ["192.0.2.9"], addresses: [] }),
    options: { name: "192.0.2.9" },
    fails: ["name"],
    alert: "bad_certificate",
    detail: `The certificate is for DNS:192.0.2.9, where "192.0.2.9" is wanted`,
  },
  {
    title: "a certificate behind the leaf that is no certificate",
    presented: [...leaf({}), Uint8Array.of(0x30, 1)],
    fails: ["format"],
    alert: "bad_certificate",
    detail: "Cannot decode Certificate.header at byte 2: need 1 bytes, 0 left",
  },
];

for (const { title, presented, options, fails, alert, detail } of FAILING) {
  Deno.test(`verifyPath() refuses ${title}`, () => {
    const verdict = verify(presented, options);
    assertEquals(verdict.ok, false);
    assertEquals([...new Set(failures(verdict))], [...fails]);
    assertEquals(verdict.alert, alert);
    const failed = verdict.checks.filter(({ ok }) => !ok);
    assert(failed.some((one) => one.detail.includes(detail)), failed[0]?.detail);
  });
}

Deno.test("a list of rules without one lets through exactly what that rule refuses", () => {
  for (const { title, presented, options, fails } of FAILING) {
    if (fails.includes("format")) continue;
    const rules = RULES.filter(({ id }) => !fails.includes(id));
    assertEquals(verify(presented, { ...options, rules }).ok, true, title);
  }
});
