import { assert, assertEquals } from "@std/assert";
import type { Bytes } from "../../bytes/mod.ts";
import { NOW, parsed, provider } from "../testing.ts";
import { judgeStatus, type RevocationPolicy, type StatusContext } from "./policy.ts";
import { answer, DAY, issuer, leaf, LIST, list, plain, RESPONDER } from "./testing.ts";

const SOFT: RevocationPolicy = {
  ask: "responder",
  withoutAnswer: "go on",
  mustStaple: false,
  nonce: false,
  shortLife: 0,
};
const HARD: RevocationPolicy = { ...SOFT, withoutAnswer: "refuse" };
const LISTS: RevocationPolicy = { ...HARD, ask: "list" };
const STAPLE: RevocationPolicy = { ...SOFT, mustStaple: true };
const revoked = { says: { status: "revoked", since: NOW - DAY } } as const;

const context = (policy: RevocationPolicy, more: Partial<StatusContext> = {}): StatusContext => ({
  provider,
  now: NOW,
  path: [leaf, issuer],
  policy,
  ...more,
});

/** Asks where the policy wants that, and gives that answer; `undefined` for none. */
function judge(policy: RevocationPolicy, answered: Bytes | undefined, staple?: Bytes): string {
  const more = staple && { staple };
  const first = judgeStatus(context(policy, more));
  if (!("ask" in first)) return first.ok ? "ok" : first.alert!;
  const asked = { question: first.ask, ...(answered && { answer: answered }) };
  const then = judgeStatus(context(policy, { ...more, asked }));
  assert(!("ask" in then), "nobody is asked twice");
  assertEquals(then.ok, then.checks.every(({ ok }) => ok));
  return `asked, ${then.ok ? "ok" : then.alert}`;
}

const CASES: readonly (readonly [title: string, seen: string, expected: string])[] = [
  ["soft, good answer", judge(SOFT, answer()), "asked, ok"],
  ["soft, no answer", judge(SOFT, undefined), "asked, ok"],
  ["soft, useless answer", judge(SOFT, answer({ nextUpdate: NOW - 1 })), "asked, ok"],
  ["soft, revoked", judge(SOFT, answer(revoked)), "asked, certificate_revoked"],
  ["hard, good answer", judge(HARD, answer()), "asked, ok"],
  ["hard, no answer", judge(HARD, undefined), "asked, certificate_unknown"],
  ["hard, useless answer", judge(HARD, Uint8Array.of(1)), "asked, certificate_unknown"],
  [
    "soft, nobody knows it",
    judge(SOFT, answer({ says: { status: "unknown" } })),
    "asked, certificate_unknown",
  ],
  ["list, empty", judge(LISTS, list()), "asked, ok"],
  [
    "list, on it",
    judge(LISTS, list({ revoked: [{ serialNumber: leaf.serialNumber, date: NOW }] })),
    "asked, certificate_revoked",
  ],
  ["list, of changes only", judge(LISTS, list({ changesSince: 1 })), "asked, certificate_unknown"],
  ["list, an answer in its place", judge(LISTS, answer()), "asked, certificate_unknown"],
  ["soft, good staple", judge(SOFT, undefined, answer()), "ok"],
  ["soft, staple says revoked", judge(SOFT, undefined, answer(revoked)), "certificate_revoked"],
  [
    "soft, stale staple",
    judge(SOFT, undefined, answer({ nextUpdate: NOW - 1 })),
    "bad_certificate_status_response",
  ],
  ["promised staple, there", judge(STAPLE, undefined, answer()), "ok"],
  ["promised staple, not there", judge(STAPLE, answer()), "bad_certificate"],
];

for (const [title, seen, expected] of CASES) {
  Deno.test(`judgeStatus(): ${title}: ${expected}`, () => assertEquals(seen, expected));
}

Deno.test("judgeStatus() asks where the certificate says", () => {
  const first = judgeStatus(context(HARD));
  assert("ask" in first && first.ask.to === "responder");
  assertEquals(first.ask.address, RESPONDER);
  assertEquals(judgeStatus(context(LISTS)), { ask: { to: "list", address: LIST } });
});

Deno.test("a certificate that says nowhere to ask is refused by who must know, and no other", () => {
  const path = [parsed(plain.chain[0]!), issuer];
  const seen = (policy: RevocationPolicy) => {
    const verdict = judgeStatus(context(policy, { path }));
    return "ask" in verdict ? "asks" : verdict.ok;
  };
  assertEquals([SOFT, HARD, LISTS, STAPLE].map(seen), [true, false, false, true]);
});

Deno.test("a short-lived certificate needs no answer", () => {
  const { notBefore, notAfter } = leaf.validity;
  const life = notAfter - notBefore;
  const short = judgeStatus(context({ ...HARD, shortLife: life }));
  assert(!("ask" in short) && short.ok);
  assert("ask" in judgeStatus(context({ ...HARD, shortLife: life - 1 })));
});
