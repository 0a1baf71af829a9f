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

Deno.test("every cage of the zoo can be looked at, failures first, and is led to by its name", async () => {
  const place = "/run/certificate-zoo/certificates?seed=1&with=strict";
  const { elements, texts } = readMarkup((await ask(place)).text);
  const ids = elements.flatMap(({ name, attributes }) =>
    name === "section" ? attributes.get("id") ?? [] : []
  );
  assert(ids.length >= 27, `${ids.length} chains`);
  assert(!texts.some((text) => text.includes("folded up")));
  const outcome = texts.filter((text) => /^(Accepted|Refused)/.test(text));
  assert(
    outcome.findLastIndex((text) => text.startsWith("Refused")) < outcome.indexOf("Accepted."),
  );
  const run = readMarkup((await ask("/run/certificate-zoo?seed=1&with=strict")).text);
  const links = run.elements.flatMap(({ attributes }) => attributes.get("href") ?? [])
    .filter((href) => href.startsWith(`${place}#`)).map((href) => href.split("#")[1]!);
  for (const id of ids) assert(links.includes(id), `something leads to ${id}`);
});

Deno.test("pages of a run say what is a toy, and which mistakes are built in", async () => {
  for (const view of ["certificates", "keys", "cost"]) {
    const { texts } = readMarkup((await ask(`/run/weak-signature/${view}?seed=1`)).text);
    assert(texts.includes("TOY"), view);
  }
  const { texts } = readMarkup(
    (await ask("/run/mutual-tls-impersonation/certificates?seed=1")).text,
  );
  assert(texts.some((text) => text.startsWith("Built-in mistake of")));
});

Deno.test("a chain that was taken says how the connection ended all the same", async () => {
  const { texts } = readMarkup(
    (await ask("/run/goto-fail/certificates?seed=1&with=signature")).text,
  );
  assert(texts.some((text) => text.includes("it ends with decrypt_error")));
});

for (
  const [run, field, value] of [
    ["name-constraints/certificates?seed=1&with=limit", "permittedSubtrees[0]", "DNS:cafe.example"],
    [
      "curve-spoof/certificates?seed=1&with=named",
      "subjectPublicKeyInfo",
      "EC with curve parameters of its own",
    ],
  ] as const
) {
  Deno.test(`${run} lights what has to be seen with the failing bytes`, async () => {
    const { texts } = readMarkup((await ask(`/run/${run}`)).text);
    const place = texts.findIndex((text) => text.includes("Look at certificate 1 as well"));
    assert(place >= 0);
    const [next] = texts.slice(place + 1).filter((text) => text.trim() !== "");
    assert(next!.endsWith(field), next);
    assert(texts.slice(place).some((text) => text.includes(value)));
    assert(texts.slice(place).some((text) => /^\[30/.test(text)), "bytes in brackets");
  });
}
