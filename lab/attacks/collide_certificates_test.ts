import { assert, assertEquals } from "@std/assert";
import { type Bytes, equalBytes } from "../bytes/mod.ts";
import { noble, street } from "../cast/testing.ts";
import { toySha1 } from "../legacy/mod.ts";
import { assembleCertificate, extension, parseCertificate, verifyPath } from "../pki/mod.ts";
import { collideCertificates, type Order } from "./mod.ts";

const BITS = 24;

/** Mallory buys at an authority that counts its certificates, or does not. */
function market({ counts }: { readonly counts: boolean }) {
  const { world, street: link } = street();
  const toy = toySha1(noble, BITS);
  const root = world.authority("Cheap Root", { crypto: toy });
  const mallory = world.attacker("mallory", { on: link });
  const bought: { readonly names: readonly string[]; readonly der: Bytes }[] = [];
  const order: Order = (names, key) => {
    const serialNumber = Uint8Array.of(0x40, 0xff, bought.length === 0 ? 0xff : 0);
    if (bought.length > 0) serialNumber.set([0x41, 0x00], 0);
    const der = root.certify(key, {
      names,
      algorithm: { type: "ecdsa", hash: "SHA-1" },
      ...(counts && { serialNumber }),
    });
    bought.push({ names, der });
    return der;
  };
  const collided = collideCertificates(order, "mallory.example", BITS);
  mallory.play(collided.prepare);
  return { toy, root, bought, collided, now: world.world.calendar() };
}

Deno.test("the second certificate is foreseen to the byte, a carry in its number included", () => {
  const { bought, collided } = market({ counts: true });
  const [first, second] = bought.map(({ der }) => parseCertificate(der));
  assert(first?.ok && second?.ok && collided.found !== undefined);
  assertEquals([...second.value.serialNumber], [0x41, 0x00, 0x00]);
  assert(equalBytes(second.value.tbs, collided.found.first));
  assertEquals(bought.length, 2);
  assert(bought[1]!.names.every((name) => name.endsWith(".mallory.example")));
});

for (const counts of [true, false]) {
  Deno.test(`the signature fits an authority's certificate${counts ? "" : " only if it was"} foreseen`, () => {
    const { toy, root, bought, collided, now } = market({ counts });
    const ordered = parseCertificate(bought[1]!.der);
    assert(ordered.ok && collided.found !== undefined);
    const { signatureAlgorithm, signature } = ordered.value;
    const forged = assembleCertificate(collided.found.second, signatureAlgorithm, signature);
    const read = parseCertificate(forged);
    assert(read.ok);
    assertEquals(extension(read.value, "basicConstraints")?.value.cA, true);
    const { checks } = verifyPath({
      provider: toy,
      presented: [forged],
      anchors: [root.certificate],
      now,
      purpose: "serverAuth",
    });
    assertEquals(checks.find(({ rule }) => rule === "signature")?.ok, counts);
  });
}

Deno.test("nothing is taken from the way before there is a collision", () => {
  const { world, alice, bank, street: link } = street();
  const mallory = world.attacker("mallory", { on: link });
  mallory.play(collideCertificates(() => new Uint8Array(), "mallory.example", BITS).attack);
  assertEquals(alice.connect(bank).serverIssuer, "Honest Root");
});
