import { assert, assertEquals } from "@std/assert";
import type { Field } from "../bytes/mod.ts";
import { street, traceOf } from "../cast/testing.ts";
import { certificateViews } from "./certificates.ts";
import { gistOf } from "./certificate_gist.ts";
import { drawn, flatten } from "./fields.ts";

function leafGist(): Field {
  const { world, alice, bank } = street();
  alice.connect(bank);
  return gistOf(certificateViews(traceOf(world))[0]!.certificates[0]!.tree);
}

const SAYS: readonly (readonly [path: string, text: string])[] = [
  ["tbsCertificate.issuer", "CN=Honest Root"],
  ["tbsCertificate.validity.notAfter", "2026-10-30 00:00:00Z"],
  ["tbsCertificate.subjectPublicKeyInfo", "P-256"],
  ["tbsCertificate.extensions.basicConstraints", "critical, cA false"],
  ["tbsCertificate.extensions.keyUsage", "critical, digitalSignature"],
  ["tbsCertificate.extensions.subjectAltName[0]", "DNS:bank.example"],
];

for (const [path, text] of SAYS) {
  Deno.test(`the gist of a certificate: ${path} is ${text}`, () => {
    const found = flatten(leafGist()).find((field) => field.path === `Certificate.${path}`);
    assertEquals(found?.text, text);
  });
}

Deno.test("the gist of a certificate says nothing about DER, and nothing twice", () => {
  const fields = flatten(leafGist());
  assertEquals(fields.filter(({ name }) => name === "header" || name === "extnID"), []);
  const issuer = fields.filter(({ path }) => path.startsWith("Certificate.tbsCertificate.issuer"));
  assertEquals(issuer.length, 1);
});

Deno.test("an extension that nobody knows keeps its number and its octets", () => {
  const unknown = drawn("[0]", 0, 12, {
    text: "1.2.3",
    children: [
      drawn("header", 0, 2),
      drawn("extnID", 2, 6, { text: "1.2.3" }),
      drawn("extnValue", 6, 12, { children: [drawn("header", 6, 8)] }),
    ],
  });
  const { text, children } = gistOf(unknown);
  assertEquals([text, children.map(({ name }) => name)], ["1.2.3", ["extnValue"]]);
});

Deno.test("of a long list the gist shows the beginning, and says how much is left", () => {
  const names = Array.from({ length: 1000 }, (_, i) => drawn(`[${i}]`, i, i + 1, { text: `${i}` }));
  const { children } = gistOf(drawn("subjectAltName", 0, 1000, { children: names }));
  assert(children.length < 30);
  assertEquals(children.at(-1)?.text, `${1000 - children.length + 1} more`);
  assertEquals(children.at(-1)?.end, 1000);
});
