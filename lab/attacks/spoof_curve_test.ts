import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Bytes } from "../bytes/mod.ts";
import { computeOnAnyCurve, type Flaw, trustRootByKey, trustRootOnAnyCurve } from "../flaws/mod.ts";
import { authority, explicitKeyOf, parseCertificate, publicKeyOf, selfSigned } from "../pki/mod.ts";
import { clientConfig, HONEST_SEAMS } from "../tls/mod.ts";
import { ambient, noble, NOW, testRoot } from "../tls/testing.ts";
import { spoofed } from "./spoof_curve.ts";

const tools = { provider: noble, random: ambient("mallory").random, clock: () => NOW };
const bank = { names: ["bank.example"] };
const root = testRoot();
const [leaf, above] = spoofed(root.certificate, bank, tools).chain as [Bytes, Bytes];

function judge(flaw: Flaw | undefined, chain: readonly Bytes[], change: { now?: number } = {}) {
  const seams = flaw?.apply(clientConfig({ crypto: noble })).seams ?? HONEST_SEAMS;
  return seams.verifyChain(chain, {
    crypto: noble,
    anchors: [root.certificate],
    now: NOW,
    purpose: "serverAuth",
    name: "bank.example",
    ...change,
  });
}

function certificate(der: Bytes) {
  const read = parseCertificate(der);
  assert(read.ok);
  return read.value;
}

Deno.test("the spoofed root has the name and the key's bytes of the real one, and another curve", () => {
  const [real, spoof] = [certificate(root.certificate), certificate(above)];
  assertEquals(spoof.subject, real.subject);
  const { subjectPublicKey } = real.subjectPublicKeyInfo;
  assertEquals(spoof.subjectPublicKeyInfo.subjectPublicKey, subjectPublicKey);
  assertEquals(publicKeyOf(spoof.subjectPublicKeyInfo), undefined);
  const key = explicitKeyOf(spoof.subjectPublicKeyInfo)!;
  assertEquals(key.curve.base, key.point);
});

const chains:
  readonly (readonly [what: string, chain: readonly Bytes[], takenBy: readonly Flaw[]])[] = [
    ["the spoofed chain", [leaf, above], [trustRootOnAnyCurve]],
    ["the spoofed leaf alone", [leaf], []],
    [
      "a spoofed leaf for another name",
      spoofed(root.certificate, { names: ["x.example"] }, tools).chain,
      [],
    ],
    [
      "a spoofed leaf for clients",
      spoofed(root.certificate, {
        ...bank,
        extendedKeyUsage: ["clientAuth"],
      }, tools).chain,
      [],
    ],
    ["a self-signed leaf and the spoofed root", [
      selfSigned({ ...bank, ...tools }).chain[0]!,
      above,
    ], []],
    [
      "a chain under a spoof of somebody else's root",
      spoofed(
        authority("Other Root", tools).certificate,
        bank,
        tools,
      ).chain,
      [],
    ],
  ];

for (const flaw of [undefined, trustRootByKey, computeOnAnyCurve, trustRootOnAnyCurve]) {
  for (const [what, chain, takenBy] of chains) {
    const taken = flaw !== undefined && takenBy.includes(flaw);
    Deno.test(`${what} is ${taken ? "taken" : "refused"}: ${flaw?.id ?? "honest"}`, () => {
      const verdict = judge(flaw, chain);
      assertEquals([verdict.ok, verdict.flaw], [taken, taken ? flaw.id : undefined]);
      assert(verdict.checks.some(({ ok }) => !ok), "what is wrong is said all the same");
      assertEquals(judge(flaw, chain, { now: NOW + 1e9 }).ok, false, "dates count");
    });
  }
  Deno.test(`the bank's own chain is taken: ${flaw?.id ?? "honest"}`, () => {
    assertEquals(judge(flaw, root.issue(bank).chain).ok, true);
  });
}

Deno.test("an honest client says why: the other root was sent along with a curve of its own", () => {
  const failed = judge(undefined, [leaf, above]).checks.filter(({ ok }) => !ok);
  assertEquals(failed.map(({ rule }) => rule), ["signature"]);
  assert(failed[0]!.detail.includes("whose key is on a curve of its own"), failed[0]!.detail);
});

Deno.test("where nothing else has the name, the curve itself is what is refused", () => {
  const other = authority("Other Root", tools).certificate;
  const failed = judge(undefined, spoofed(other, bank, tools).chain).checks.filter(({ ok }) => !ok);
  const curve = failed.find(({ rule }) => rule === "keyStrength");
  assert(curve?.detail.includes("describes a curve of its own"), curve?.detail);
  assertEquals([curve?.spec, curve?.certificate], ["RFC 5480 §2.1.1", 1]);
});

Deno.test("the place of a root with a key of another kind cannot be taken", () => {
  const other = authority("Other Root", { ...tools, key: "Ed25519" }).certificate;
  assertThrows(() => spoofed(other, bank, tools), TypeError, "not on P-256");
});
