import { assert, assertEquals, assertThrows } from "@std/assert";
import { rsaFixture } from "../../crypto/fixtures/rsa_keys.ts";
import { authority, selfSigned } from "../authority/authority.ts";
import type { KeyChoice } from "../authority/issue.ts";
import * as der from "../der/author.ts";
import { NOW, parsed, provider } from "../testing.ts";
import { distinguishedName } from "../x509/name.ts";
import { bank, failures, issuing, leaf, mallory, root, tools, verify } from "./testing.ts";
import { verifyPath } from "./verify.ts";

const DAY = 86_400;

const KINDS: readonly (readonly [name: string, key: KeyChoice])[] = [
  ["P-256", "P-256"],
  ["P-384", "P-384"],
  ["Ed25519", "Ed25519"],
  ["RSA", rsaFixture("rsa-2048-a")],
];

Deno.test("a good chain passes every rule, whatever the kinds of keys above and below", () => {
  for (const [above, key] of KINDS) {
    const trent = authority(`Trent ${above}`, { ...tools, key });
    for (const [below, leafKey] of KINDS) {
      const leaf = trent.intermediate("Issuing", { key }).issue({ ...bank, key: leafKey });
      const verdict = verify(leaf.chain, { anchors: [trent.certificate] });
      assertEquals(failures(verdict), [], `${above} over ${below}`);
      assertEquals(verdict.ok, true);
      assertEquals(verdict.alert, undefined);
      assertEquals(verdict.path?.map(({ der }) => der), [...leaf.chain, trent.certificate]);
    }
  }
});

Deno.test("a verdict says of every rule that it passed, with plain words and the bytes", () => {
  const { chain } = issuing.issue(bank);
  const { checks } = verify(chain);
  assertEquals([...new Set(checks.map(({ rule }) => rule))], [
    "format",
    "anchor",
    "signature",
    "issuerName",
    "validity",
    "basicConstraints",
    "pathLength",
    "keyUsage",
    "extendedKeyUsage",
    "criticalExtensions",
    "signatureAlgorithm",
    "keyStrength",
    "profile",
    "name",
  ]);
  for (const { detail, spec, certificate, range } of checks) {
    assert(detail.length > 10 && !detail.endsWith("."), detail);
    assert(/^(RFC|CA)/.test(spec), spec);
    assertEquals(certificate === undefined, range === undefined, detail);
    if (range) assert(range.start < range.end && range.end <= chain[certificate!]!.length, detail);
  }
  assertEquals(
    checks.find(({ rule }) => rule === "anchor")?.detail,
    `The chain ends at "Trent Root", which is trusted`,
  );
});

Deno.test("verifyPath() reports everything that is wrong, and answers the most fundamental", () => {
  const { chain } = mallory.intermediate("Shop", { ca: false, keyUsage: [] }).issue({
    names: ["mallory.example"],
    notAfter: NOW - 1,
    notBefore: NOW - DAY,
    extendedKeyUsage: ["clientAuth"],
  });
  const verdict = verify(chain);
  assertEquals(
    new Set(failures(verdict)),
    new Set(["anchor", "validity", "basicConstraints", "keyUsage", "extendedKeyUsage", "name"]),
  );
  assertEquals(verdict.alert, "unknown_ca");
  assertEquals(verify(chain, { anchors: [mallory.certificate] }).alert, "bad_certificate");
  assertEquals(verdict.leaf?.der, chain[0]);
});

Deno.test("a check points into the certificate it is about", () => {
  const chain = leaf({ notBefore: NOW - 2 * DAY, notAfter: NOW - DAY }, issuing);
  const check = verify(chain).checks.find(({ ok }) => !ok)!;
  assertEquals(check.certificate, 0);
  assertEquals(chain[0]!.subarray(check.range!.start, check.range!.end), der.utcTime(NOW - DAY));
});

Deno.test("verifyPath() accepts the address, the wildcard, and no name at all", () => {
  const chain = leaf({ names: ["*.bank.example"] });
  assertEquals(verify(chain, { name: "www.bank.example" }).ok, true);
  assertEquals(verify(chain, { name: "192.0.2.1" }).ok, true);
  assertEquals(verify(chain, { name: Uint8Array.of(192, 0, 2, 1) }).ok, true);
  assertEquals(verify(chain, { name: "192.0.2.2" }).ok, false);
  const nameless = { provider, presented: chain, anchors: [root.certificate], now: NOW };
  assertEquals(verifyPath({ ...nameless, purpose: "serverAuth" }).ok, true);
});

Deno.test("verifyPath() counts both ends of the validity", () => {
  const chain = leaf({ notBefore: NOW - 5, notAfter: NOW + 5 });
  for (
    const [now, ok] of [[NOW - 6, false], [NOW - 5, true], [NOW + 5, true], [
      NOW + 6,
      false,
    ]] as const
  ) {
    assertEquals(verify(chain, { now }).ok, ok, String(now - NOW));
  }
});

Deno.test("verifyPath() says what is wrong when nothing, or nothing readable, was sent", () => {
  const nothing = verify([]);
  assertEquals([nothing.ok, nothing.alert, nothing.leaf], [false, "bad_certificate", undefined]);
  const garbage = verify([Uint8Array.of(1, 2, 3), root.certificate]);
  assertEquals([garbage.ok, garbage.alert, garbage.path], [false, "bad_certificate", undefined]);
});

Deno.test("a trust anchor that cannot be read is the caller's fault", () => {
  assertThrows(
    () => verify(leaf({}), { anchors: [Uint8Array.of(1)] }),
    SyntaxError,
    "trust anchor",
  );
});

Deno.test("anchors may be parsed before, sent along, or be the leaf itself", () => {
  const chain = leaf({});
  assertEquals(verify(chain, { anchors: [parsed(root.certificate)] }).ok, true);
  const sent = verify([...chain, root.certificate]);
  assertEquals(sent.ok, true);
  assertEquals(sent.checks.find(({ rule }) => rule === "anchor")?.certificate, 1);
  const own = selfSigned({ ...tools, ...bank }).chain;
  assertEquals(verify(own, { anchors: own }).ok, true);
});

Deno.test("an empty subject is fine if the subjectAltName is critical", () => {
  const empty = leaf({ subject: distinguishedName() });
  assertEquals(verify(empty).ok, true);
});
