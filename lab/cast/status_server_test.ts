import { assert, assertEquals } from "@std/assert";
import type { Extension, RevocationPolicy } from "../pki/mod.ts";
import { lines } from "./app.ts";
import { emptyStage } from "./testing.ts";
import type { Span } from "./span.ts";

const SOFT: RevocationPolicy = {
  ask: "responder",
  withoutAnswer: "go on",
  mustStaple: true,
  nonce: true,
  shortLife: 0,
};
const HARD: RevocationPolicy = { ...SOFT, withoutAnswer: "refuse" };
const LIST: RevocationPolicy = { ...HARD, ask: "list" };

interface Setting {
  readonly policy?: RevocationPolicy;
  readonly promised?: boolean;
  readonly staples?: boolean;
  readonly revoked?: boolean;
  readonly nonces?: boolean;
  /** Time between the staple and the call. */
  readonly later?: Span;
  /** Somebody lets nothing through to the responder. */
  readonly cut?: boolean;
  readonly config?: { readonly ocspStapling: boolean };
}

/** Alice calls the bank; how did it go, and what did she hear? */
function call(setting: Setting) {
  const { policy = SOFT, promised = false, staples, revoked, nonces = true, later, cut } = setting;
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const status = world.statusServer("status", {
    authority: root,
    host: "status.example",
    nonces,
  });
  const extensions: readonly Extension[] = status.pointers({ promised });
  const bank = world.server("bank", {
    identity: root.issue("bank.example", { extensions }),
    app: lines(() => "OK"),
  });
  const alice = world.client("alice", {
    trust: [root],
    config: { revocation: policy, ...setting.config },
  });
  world.link("street", alice, bank);
  world.link("lane", alice, status, { loss: cut ? 1 : 0 });
  world.link("cable", bank, status);
  if (staples) assert(bank.fetchesStaple(root));
  if (revoked) root.revoke(bank.identity, "keyCompromise");
  if (later) world.elapse(later);
  const session = alice.connect(bank);
  const alert = session.reported.find(({ kind }) => kind === "alert");
  if (alert?.kind === "alert") return alert.alert;
  session.send("PIN");
  const asked = session.reported.some(({ kind }) => kind === "question");
  return `${session.receive().trim()}${asked ? ", asked" : ""}`;
}

const CASES: readonly (readonly [what: string, setting: Setting, expected: string])[] = [
  ["a good certificate", {}, "OK, asked"],
  ["a good certificate, by the list", { policy: LIST }, "OK, asked"],
  ["one that was taken back", { revoked: true }, "certificate_revoked"],
  ["one that was taken back, by the list", { revoked: true, policy: LIST }, "certificate_revoked"],
  ["soft-fail, and nothing comes through", { revoked: true, cut: true }, "OK, asked"],
  ["hard-fail, and nothing comes through", { cut: true, policy: HARD }, "certificate_unknown"],
  ["a stapled answer, and nothing comes through", { staples: true, cut: true, policy: HARD }, "OK"],
  ["a stapled answer of before", { staples: true, revoked: true, policy: HARD }, "OK"],
  ["a stapled answer that is stale", {
    staples: true,
    revoked: true,
    later: { days: 5 },
  }, "bad_certificate_status_response"],
  ["a promise that is kept", { promised: true, staples: true }, "OK"],
  ["a promise that is not kept", { promised: true }, "bad_certificate"],
  ["a promise that nobody asked to keep", {
    promised: true,
    config: { ocspStapling: false },
  }, "OK, asked"],
  ["a responder without nonces, hard-fail", { nonces: false, policy: HARD }, "certificate_unknown"],
  ["a responder without nonces, soft-fail", { nonces: false, revoked: true }, "OK, asked"],
];

for (const [what, setting, expected] of CASES) {
  Deno.test(`${what}: ${expected}`, () => assertEquals(call(setting), expected));
}
