import { assert, assertEquals } from "@std/assert";
import { noble, street, traceOf } from "../cast/testing.ts";
import { run } from "../scenario/mod.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { certificateViews } from "./certificates.ts";

function views(id: string, on: readonly string[]) {
  const scenario = SCENARIOS.find((one) => one.id === id)!;
  return certificateViews(run(scenario, { seed: 1, with: on, crypto: noble }).trace);
}

Deno.test("an honest chain: judge, presenter, and every rule passed", () => {
  const { world, alice, bank } = street();
  alice.connect(bank);
  const [chain, ...others] = certificateViews(traceOf(world));
  assertEquals(others, []);
  assertEquals([chain?.judge, chain?.presenter, chain?.connection], [
    "alice",
    "bank",
    "alice → bank",
  ]);
  assertEquals([chain?.ok, chain?.hostile, chain?.flaw, chain?.alert], [
    true,
    false,
    undefined,
    undefined,
  ]);
  assert(chain!.rules.length > 10);
  assert(chain!.rules.every(({ ok, findings }) => ok && findings.length > 0));
  const [leaf] = chain!.certificates;
  assertEquals(leaf?.says?.issuer, "CN=Honest Root");
  assertEquals(leaf?.says?.notBefore, "2026-07-31 23:00:00Z");
  assertEquals([leaf?.says?.key, leaf?.says?.authority], ["P-256", false]);
});

Deno.test("mitm, validated: Mallory's chain, the rule that fails, and the alert", () => {
  const alices = views("mitm", ["validation"]).find(({ judge }) => judge === "alice")!;
  assertEquals([alices.presenter, alices.hostile, alices.ok], ["mallory", true, false]);
  assertEquals(alices.rules.filter(({ ok }) => !ok).map(({ rule }) => rule), ["anchor"]);
  assertEquals(alices.alert?.alert, "unknown_ca");
  const [leaf] = alices.certificates;
  assert(leaf!.checks.every(({ node }) => node === "alice"));
});

Deno.test("mitm, pinned: the pin is one of the rules, and it decides", () => {
  const alices = views("mitm", ["pinning"]).find(({ judge }) => judge === "alice")!;
  const pin = alices.rules.find(({ rule }) => rule === "pinnedKey")!;
  assertEquals([pin.ok, alices.ok, alices.alert?.alert], [false, false, "bad_certificate"]);
  assertEquals(alices.flaw?.id, "accept-any-certificate");
});

Deno.test("mitm, nothing on: the checks fail and the flaw says yes", () => {
  const alices = views("mitm", []).find(({ judge }) => judge === "alice")!;
  assertEquals([alices.ok, alices.flaw?.title], [true, "Accepts any certificate"]);
  assert(alices.rules.some(({ ok }) => !ok));
  assertEquals(alices.alert, undefined);
});

Deno.test("a byte range lies inside its certificate", () => {
  for (const { certificates } of views("mitm-wrong-name", ["name"])) {
    for (const { der, checks } of certificates) {
      for (const { range } of checks) assert(range === undefined || range.end <= der.length);
    }
  }
});

Deno.test("a certificate that cannot be read has a tree and says why, and no words", () => {
  const { world, alice, bank } = street();
  alice.connect(bank);
  const trace = traceOf(world);
  const events = trace.events.map((event) =>
    event.kind === "tls.check"
      ? { ...event, certificates: event.certificates.map((der) => der.subarray(0, 40)) }
      : event
  );
  const [leaf] = certificateViews({ ...trace, events })[0]!.certificates;
  assertEquals(leaf?.says, undefined);
  assert(leaf!.error !== undefined && leaf!.tree.children.length > 0);
});
