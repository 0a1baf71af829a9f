/** Certificates that are too much: pages stay small, and say what they leave out. */
import { assert, assertEquals } from "@std/assert";
import { type Bytes, indexOfBytes, utf8 } from "../../lab/bytes/mod.ts";
import { distinguishedName } from "../../lab/pki/mod.ts";
import { assertHarmless, assertNoHarm, pagesOf } from "./testing/harm.ts";
import { type Shown, shown } from "./testing/infested.ts";
import { readMarkup } from "./testing/markup.ts";
import { ask, withScenario } from "./testing/site.ts";

/** Most characters of a page: two certificates with a full view of their bytes. */
const MOST = 1_000_000;

const BULKY: readonly (readonly [what: string, shown: Shown])[] = [
  ["a common name of 64 KiB", { issue: { commonName: "x".repeat(65_536) } }],
  ["a common name of 64 KiB of script", { issue: { commonName: "<script>".repeat(8_192) } }],
  ["a common name of 64 KiB that turns", { issue: { commonName: "\u202e\u200b".repeat(16_384) } }],
  ["64 KiB of marks on one letter", { issue: { commonName: `e${"\u0301".repeat(32_768)}` } }],
  ["10,000 names", { issue: { names: Array.from({ length: 10_000 }, (_, i) => `n${i}.example`) } }],
  ["2,000 parts of a name", {
    issue: {
      subject: distinguishedName(
        ...Array.from({ length: 2_000 }, (_, i) => ["commonName", `<b>${i}`] as const),
      ),
    },
  }],
  ["octets that are no UTF-8", { issue: { commonName: "MARK" }, change: spoilt }],
];

/** The certificate with octets in its name that no UTF-8 text has. */
function spoilt(der: Bytes): Bytes {
  const changed = Uint8Array.from(der);
  const at = indexOfBytes(changed, utf8("MARK"));
  assert(at > 0);
  changed.set([0xff, 0xc0, 0x80, 0x1b], at);
  return changed;
}

BULKY.forEach(([what, options], i) => {
  Deno.test(`a certificate with ${what}: every page is bounded and harmless`, async () => {
    const id = `shown-${i}`;
    await withScenario(shown(id, options), async () => {
      for (const page of pagesOf(id, "check")) {
        const answer = await ask(page);
        assertEquals(answer.status, 200, page);
        assertHarmless(answer);
        const { length } = answer.text;
        assert(length < MOST, `${page} has ${length} characters`);
      }
      const { texts } = readMarkup((await ask(`/run/${id}?seed=1`)).text);
      assert(texts.some((text) => text.includes("Certificate")), "the certificate is there");
      for (const file of ["diagram.svg", "trace.json"]) {
        assertNoHarm([(await ask(`/run/${id}/${file}?seed=1`)).text], file);
      }
    });
  });
});
