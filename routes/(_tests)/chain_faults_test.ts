/** A chain that failed: its page says where, by which rule, and lights up the bytes. */
import { assert, assertEquals } from "@std/assert";
import { readMarkup } from "./testing/markup.ts";
import { ask } from "./testing/site.ts";

/** Runs in which a client refuses, or only finds fault, with a rule and the field it looks at. */
const FAILED: readonly (readonly [run: string, rule: string, field: string, lit: RegExp])[] = [
  // A UTCTime, 13 bytes: 261030000000Z
  [
    "/run/expired/certificates?seed=1&with=dates",
    "validity",
    "tbsCertificate.validity.notAfter",
    /^\[17 0d 32 36/,
  ],
  [
    "/run/expired/certificates?seed=1",
    "validity",
    "tbsCertificate.validity.notAfter",
    /^\[17 0d 32 36/,
  ],
  ["/run/mitm/certificates?seed=1&with=validation", "anchor", "tbsCertificate.issuer", /^\[30/],
];

for (const [run, rule, field, lit] of FAILED) {
  Deno.test(`${run} shows what fails, and the bytes of it`, async () => {
    const { texts } = readMarkup((await ask(run)).text);
    const heading = texts.findIndex((text) => text.includes(`✗ ${rule}`));
    assert(heading >= 0, "the certificate is marked in the chain");
    for (const label of ["Found", "Expected", "Rule", "Field", "Bytes"]) {
      assert(texts.includes(label, heading), label);
    }
    assert(texts.includes(field), field);
    assert(texts.some((text) => lit.test(text) && text.endsWith("]")), "bytes in brackets");
  });
}

Deno.test("the verdict of a run leads to the chain that failed", async () => {
  const { elements } = readMarkup((await ask("/run/mitm?seed=1&with=validation")).text);
  const links = elements.flatMap(({ attributes }) => attributes.get("href") ?? [])
    .filter((href) => href.includes("/certificates") && href.includes("#"));
  assertEquals(links.length, 1);
  const [path, place] = links[0]!.split("#");
  const page = readMarkup((await ask(path!)).text);
  assert(page.elements.some(({ attributes }) => attributes.get("id") === place));
});

Deno.test("a chain in which nothing fails has no such part", async () => {
  const { texts } = readMarkup((await ask("/run/handshake/certificates?seed=1")).text);
  assert(!texts.includes("What is wrong"));
});

Deno.test("chains of tries that are folded are counted, where there are any", async () => {
  const told = async (run: string) => {
    const { texts } = readMarkup((await ask(run)).text);
    return texts.some((text) => text.includes("folded up"));
  };
  assert(await told("/run/certificate-zoo/certificates?seed=1&with=strict"));
  assert(!await told("/run/mitm/certificates?seed=1"));
});
