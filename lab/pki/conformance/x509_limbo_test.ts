import { assert, assertEquals } from "@std/assert";
import type { Bytes } from "../../bytes/mod.ts";
import { authority } from "../authority/authority.ts";
import { NOW, provider, toolsOf } from "../testing.ts";
import { encodePem } from "../x509/pem.ts";
import { LIMBO_REASONS } from "./limbo_reasons.ts";
import { LimboTally } from "./limbo_tally.ts";
import { runX509Limbo } from "./x509_limbo.ts";

const root = authority("Trent Root", toolsOf());
const { chain } = root.intermediate("Issuing").issue({
  names: ["bank.example"],
  notAfter: NOW + 1000,
});
const pem = (der: Bytes) => encodePem("CERTIFICATE", der);

const GOOD = {
  validation_kind: "SERVER",
  trusted_certs: [pem(root.certificate)],
  untrusted_intermediates: [pem(chain[1]!)],
  peer_certificate: pem(chain[0]!),
  expected_peer_name: { kind: "DNS", value: "bank.example" },
  expected_result: "SUCCESS",
};

const CASES = [
  { ...GOOD, id: "pathlen::good" },
  { ...GOOD, id: "pathlen::no-intermediate-allowed", max_chain_depth: 0 },
  { ...GOOD, id: "rfc5280::nc::expected-to-fail", expected_result: "FAILURE" },
  { ...GOOD, id: "rfc5280::later", validation_time: "2027-01-01T00:00:00+00:00" },
  { ...GOOD, id: "bettertls::x::unread-root", trusted_certs: [pem(new Uint8Array(3))] },
];

Deno.test("runX509Limbo() counts by ending and namespace, BetterTLS apart", () => {
  let time = 0;
  const result = runX509Limbo({ testcases: CASES }, { provider, stopwatch: () => time++ });
  const counts = { total: 0, agree: 0, falseAccept: 0, falseReject: 0, skipped: 0, hung: 0 };
  const { byNamespace, ...core } = result.core;
  assertEquals(core, { ...counts, total: 4, agree: 1, falseAccept: 1, falseReject: 2 });
  assertEquals(byNamespace["rfc5280::nc"], { ...counts, total: 1, falseAccept: 1 });
  assertEquals(byNamespace["rfc5280"], { ...counts, total: 2, falseAccept: 1, falseReject: 1 });
  assertEquals(result.bettertls.falseReject, 1);
  assertEquals(
    result.disagreements.map(({ got }) => got.split(":")[0]),
    ["chainDepth", "accepted", "validity", "anchor"],
  );
});

Deno.test("LimboTally counts what took too long as hung, whatever the answer", () => {
  const tally = new LimboTally();
  tally.note({ id: "a::b", expected: true, answer: undefined, milliseconds: 5001 });
  tally.skip("a::c", "has-feature");
  const { total, hung, skipped, disagree, slowest } = tally.result();
  assertEquals([total, hung, skipped, disagree, slowest.id], [2, 1, 1, 1, "a::b"]);
});

Deno.test("every written reason is whole sentences, and only explains its own case", () => {
  const tally = new LimboTally();
  for (const [id, why] of Object.entries(LIMBO_REASONS)) {
    assert(why.endsWith(".") && why.length > 80, id);
    tally.note({ id, expected: false, answer: undefined, milliseconds: 0 });
  }
  tally.note({ id: "pathlen::other", expected: false, answer: undefined, milliseconds: 0 });
  const { disagree, explained } = tally.result();
  assertEquals(disagree - explained, 1);
});
