import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { nativeProvider } from "../../lab/crypto/native.ts";
import { nobleProvider } from "../../lab/crypto/noble.ts";
import { FLAWS } from "../../lab/flaws/mod.ts";
import { type Run, run } from "../../lab/scenario/mod.ts";
import { sequence } from "../../lab/views/mod.ts";
import { playground, playgroundChoices, type PlaygroundOptions } from "./playground.ts";
import { anyOptions } from "./testing.ts";

const crypto = nativeProvider();

function play(options: Partial<PlaygroundOptions> = {}, seed = 1): Run {
  return run(playground(options), { seed, with: [], crypto });
}

function effectsOf({ trace }: Run): string[] {
  return trace.events.flatMap((event) => event.kind === "app.effect" ? [event.effect] : []);
}

Deno.test("by default Alice and her bank are alone, and all goes well", () => {
  const played = play();
  assertEquals(effectsOf(played), [
    "lets alice in",
    'does "pay bob 100 EUR"',
    'does "pay carol 20 EUR"',
  ]);
  const { verdict, trace } = played;
  assertEquals([verdict.attack, verdict.predicted, verdict.endedBy], ["fails", null, null]);
  assertEquals(trace.parties.map(({ id }) => id), ["alice", "bank"]);
  assert(verdict.because.includes("nobody was there to mind"));
});

const OLDER = { versions: ["TLS1.2"], bankVersions: ["TLS1.3", "TLS1.2"] };

const endings: readonly [
  options: Partial<PlaygroundOptions>,
  attack: string,
  alert: string | null,
][] = [
  [{ certificate: "expired" }, "fails", "certificate_expired"],
  [{ certificate: "not-yet-valid" }, "fails", "certificate_expired"],
  [{ certificate: "wrong-name" }, "fails", "bad_certificate"],
  [{ certificate: "self-signed" }, "fails", "unknown_ca"],
  [{ certificate: "unknown-authority" }, "fails", "unknown_ca"],
  [{ certificate: "missing-intermediate" }, "fails", "unknown_ca"],
  [{ certificate: "expired", flaws: ["accept-any-certificate"] }, "fails", null],
  [
    { suites: ["TLS_AES_128_GCM_SHA256"], bankSuites: ["TLS_CHACHA20_POLY1305_SHA256"] },
    "fails",
    "handshake_failure",
  ],
  [{ groups: ["x25519"], bankGroups: ["secp384r1"] }, "fails", "handshake_failure"],
  [{ groups: ["x25519", "secp384r1"], bankGroups: ["secp384r1"] }, "fails", null],
  [{ key: "RSA-2048" }, "fails", null],
  [{ key: "Ed25519" }, "fails", null],
  [{ key: "P-384" }, "fails", null],
  [{ clientCertificate: "asked" }, "fails", null],
  [{ clientCertificate: "required" }, "fails", "certificate_required"],
  [{ clientCertificate: "shown" }, "fails", null],
  [{ attacker: "listens" }, "fails", null],
  [{ attacker: "own-root" }, "fails", "unknown_ca"],
  [{ attacker: "own-root", flaws: ["accept-any-certificate"] }, "succeeds", null],
  [{ attacker: "own-root", flaws: ["ignore-issuer"] }, "succeeds", null],
  [
    { attacker: "own-root", flaws: ["accept-any-certificate"], pinning: true },
    "fails",
    "bad_certificate",
  ],
  [{ attacker: "wrong-name" }, "fails", "bad_certificate"],
  [{ attacker: "wrong-name", flaws: ["ignore-name"] }, "succeeds", null],
  [{ attacker: "self-signed" }, "fails", "unknown_ca"],
  [{ attacker: "self-signed", flaws: ["ignore-issuer"] }, "succeeds", null],
  [{ attacker: "flips" }, "fails", "bad_record_mac"],
  [{ attacker: "repeats" }, "fails", "bad_record_mac"],
  [{ attacker: "drops" }, "fails", "bad_record_mac"],
  [{ attacker: "swaps" }, "fails", "bad_record_mac"],
  [OLDER, "fails", null],
  [{ ...OLDER, key: "RSA-2048", clientCertificate: "shown" }, "fails", null],
  [{ ...OLDER, bankVersions: ["TLS1.3"] }, "fails", "protocol_version"],
  [{ ...OLDER, suites: ["TLS_AES_128_GCM_SHA256"] }, "fails", "handshake_failure"],
  [{ ...OLDER, attacker: "listens" }, "fails", null],
  [{ ...OLDER, attacker: "own-root" }, "fails", "unknown_ca"],
  [{ ...OLDER, attacker: "flips" }, "fails", "bad_record_mac"],
  [{ ...OLDER, attacker: "repeats" }, "fails", "bad_record_mac"],
  [{ ...OLDER, attacker: "drops" }, "fails", "bad_record_mac"],
  [{ ...OLDER, attacker: "swaps" }, "fails", "bad_record_mac"],
];

for (const [options, attack, alert] of endings) {
  Deno.test(`${JSON.stringify(options)}: the attack ${attack}, alert ${alert}`, () => {
    const { verdict } = play(options);
    assertEquals([verdict.attack, verdict.endedBy], [attack, alert]);
    assert(verdict.because !== "");
  });
}

for (
  const [attacker, flaw, unasked] of [
    ["flips", "records-without-integrity", 'does "pay carol 90 EUR"'],
    ["repeats", "records-without-order", 'does "pay carol 20 EUR"'],
    ["drops", "records-without-order", 'does "pay carol 20 EUR"'],
    ["swaps", "records-without-order", 'does "pay carol 20 EUR"'],
  ] as const
) {
  Deno.test(`${attacker} against ${flaw}: the bank does what Alice did not ask`, () => {
    for (const clientCertificate of ["none", "asked", "shown"]) {
      const played = play({ attacker, flaws: [flaw], bankFlaws: [flaw], clientCertificate });
      const { verdict, trace } = played;
      assertEquals(verdict.attack, "succeeds");
      const [proof] = verdict.evidence.map((id) => trace.events[id]);
      assertEquals(proof?.kind === "app.effect" && proof.effect, unasked);
      assert(verdict.because.startsWith("the bank did something else"));
    }
  });
}

Deno.test("a message that nobody lets through in one piece still comes through", () => {
  const { verdict } = play({ mtu: 68, bandwidth: 64, latency: 300, loss: 5 }, 2);
  assert(verdict.because.startsWith("the bank did what Alice asked"), verdict.because);
});

Deno.test("whatever is chosen, there is a verdict with a reason, and a diagram", () => {
  fc.assert(
    fc.property(anyOptions(), fc.nat(1000), (options, seed) => {
      const played = run(playground(options), { seed, with: [], crypto });
      const { verdict, trace } = played;
      assert(verdict.predicted === null && verdict.asPredicted);
      assert(verdict.because !== "");
      if (verdict.attack === "succeeds") assert(verdict.evidence.length > 0);
      if (options.attacker === "none") assertEquals(verdict.attack, "fails");
      assert(sequence(trace, crypto).rows.length > 0);
    }),
    { seed: 4, numRuns: 150 },
  );
});

Deno.test("the same options and seed give the same trace, byte for byte", () => {
  fc.assert(
    fc.property(anyOptions(), (options) => {
      const trace = (provider: typeof crypto) =>
        JSON.stringify(run(playground(options), { seed: 5, with: [], crypto: provider }).trace);
      assertEquals(trace(nobleProvider()), trace(crypto));
    }),
    { seed: 4, numRuns: 10 },
  );
});

Deno.test("the choices are the lab's own lists", () => {
  const controls = playgroundChoices();
  assertEquals(new Set(controls.map(({ param }) => param)).size, controls.length);
  for (const control of controls) {
    assert(control.label !== "" && control.explanation !== "");
    if (!("choices" in control)) continue;
    for (const { label, explanation } of control.choices) {
      assert(label !== "" && explanation !== "");
    }
  }
  const flaws = controls.find(({ option }) => option === "flaws")!;
  assert("choices" in flaws);
  assertEquals(flaws.choices.map(({ name }) => name), FLAWS.map(({ id }) => id));
});

Deno.test("options that no address can hold are the caller's fault", () => {
  for (const wrong of [{ attacker: "zoe" }, { suites: [] }, { loss: 100 }, { say: ["a\nb"] }]) {
    assertThrows(() => playground(wrong), RangeError, "Cannot build a playground: ");
  }
});
