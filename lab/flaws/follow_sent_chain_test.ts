import { assertEquals } from "@std/assert";
import type { Bytes } from "../bytes/mod.ts";
import { authority, type Certificate, parseCertificate } from "../pki/mod.ts";
import { clientConfig, HONEST_SEAMS } from "../tls/mod.ts";
import { ambient, noble, NOW } from "../tls/testing.ts";
import { followSentChain } from "./mod.ts";

const tools = { provider: noble, random: ambient("roots").random, clock: () => NOW };
const soon = NOW + 3600;
const old = authority("Old Root", { ...tools, notAfter: soon });
const young = authority("New Root", tools);
const cross = old.certify(young.key.publicKey, { ca: true, subject: young.name, notAfter: soon });
const issuing = young.intermediate("New Issuing");
const { chain } = issuing.issue({ names: ["bank.example"] });

const { verifyChain } = followSentChain.apply(clientConfig({ crypto: noble })).seams;

function judge(judgeBy: typeof verifyChain, sent: readonly Bytes[], now: number, roots: Bytes[]) {
  const name = "bank.example";
  const context = { crypto: noble, anchors: roots, now, purpose: "serverAuth", name } as const;
  const { ok, alert, flaw } = judgeBy(sent, context);
  return [ok, alert, flaw];
}

const both = [old.certificate, young.certificate];
const later = soon + 1;

for (
  const [what, sent, now, roots, expected] of [
    ["both ways are good", [...chain, cross], NOW, both, [true, undefined, undefined]],
    ["the one that was sent has expired", [...chain, cross], later, both, [
      false,
      "certificate_expired",
      "follow-sent-chain",
    ]],
    ["only one was sent", chain, later, both, [true, undefined, undefined]],
    ["the root stands where the issuer is missing", [...chain, cross], NOW, [old.certificate], [
      true,
      undefined,
      undefined,
    ]],
    ["there is no other way", [...chain, cross], later, [old.certificate], [
      false,
      "certificate_expired",
      undefined,
    ]],
    ["nothing leads anywhere", chain.slice(0, 1), NOW, both, [false, "unknown_ca", undefined]],
    ["the leaf cannot be read", [Uint8Array.of(1), ...chain], NOW, both, [
      false,
      "bad_certificate",
      undefined,
    ]],
    ["nothing was sent", [], NOW, both, [false, "bad_certificate", undefined]],
  ] as const
) {
  Deno.test(`follow-sent-chain: ${what}`, () => {
    assertEquals(judge(verifyChain, sent, now, [...roots]), [...expected]);
    const [ok] = judge(HONEST_SEAMS.verifyChain, sent, now, [...roots]);
    assertEquals(ok, expected[0] || expected[2] !== undefined);
  });
}

Deno.test("follow-sent-chain: certificates that vouch for each other end the search", () => {
  const round: Certificate[] = [cross, old.certify(old.key.publicKey, { subject: old.name })]
    .map((der) => {
      const read = parseCertificate(der);
      if (!read.ok) throw new Error(read.error);
      return read.value;
    });
  const back = young.certify(old.key.publicKey, { ca: true, subject: old.name });
  const sent = [...chain, ...round.map(({ der }) => der), back];
  assertEquals(judge(verifyChain, sent, NOW, [])[0], false);
});
