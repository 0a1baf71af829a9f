/** Pins, and the roots that they do not hold for (RFC 7469 §2.6). */
import { assert, assertEquals } from "@std/assert";
import type { Bytes } from "../bytes/mod.ts";
import { parseCertificate } from "../pki/mod.ts";
import { noble, Pair, testRoot } from "./testing.ts";

const root = testRoot().certificate;
const other = noble.hash("SHA-256").digest(root);

/** The pin of the key that a pair's server has. */
function pinOf(pair: Pair): Bytes {
  const leaf = parseCertificate(pair.identity.chain[0]!);
  assert(leaf.ok);
  return noble.hash("SHA-256").digest(leaf.value.subjectPublicKeyInfo.der);
}
const right = pinOf(new Pair());

for (
  const [what, pins, addedAnchors, state, detail] of [
    ["the right key", [other, right], [], "CONNECTED", "The leaf's key is one of the pinned keys"],
    ["another key", [other], [], "FAILED", "The leaf's key is not one of the pinned keys"],
    [
      "another key, another root added",
      [other],
      [other],
      "FAILED",
      "The leaf's key is not one of the pinned keys",
    ],
    ["another key, this root added", [other], [root], "CONNECTED", "and that does not count"],
    ["no pins", [], [root], "CONNECTED", undefined],
  ] as const
) {
  Deno.test(`pins: ${what}`, () => {
    const pair = new Pair({ client: { anchors: [root], pins, addedAnchors } }).drive();
    const check = pair.clientEvents.find((event) =>
      event.kind === "check" && event.subject === "pinned key"
    );
    assertEquals(pair.client.state === "CONNECTED", state === "CONNECTED");
    const seen = check?.kind === "check" ? check.checks[0]?.detail : undefined;
    assert(detail === undefined ? seen === undefined : seen?.includes(detail), seen);
  });
}
