import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Field, fromHex, inspect } from "../bytes/mod.ts";
import { Certificate } from "../pki/mod.ts";
import { Handshake, noteFor } from "../wire/mod.ts";
import { street, traceOf } from "../cast/testing.ts";
import { clipped, descend, drawn, fieldAt, flatten, ownersOf, shifted, within } from "./fields.ts";

const HELLO = fromHex("01 000029 0303" + "ab".repeat(32) + "00 0002 1301 01 00");

Deno.test("flatten() names every field by a path, the outer before the inner", () => {
  const fields = flatten(inspect(Handshake, HELLO).field);
  assertEquals(fields[0]?.path, "Handshake");
  const suite = fields.find(({ path }) => path === "Handshake.ClientHello.cipherSuites[0]")!;
  assertEquals([suite.start, suite.end, suite.depth, suite.leaf], [41, 43, 3, true]);
  assertEquals(suite.text, "TLS_AES_128_GCM_SHA256 (0x1301)");
});

Deno.test("flatten() says what a teacher says about a field, wherever it stands", () => {
  const fields = flatten(drawn("Payload", 0, HELLO.length, {
    children: [shifted(inspect(Handshake, HELLO).field, 0, "Handshake")],
  }));
  const random = fields.find(({ path }) => path.endsWith("ClientHello.random"))!;
  assertEquals(random.note, noteFor("ClientHello.random"));
  assert(random.note!.text.length > 20 && random.note!.spec.startsWith("RFC"));
});

Deno.test("flatten() tells namesakes beside each other apart", () => {
  const tree = drawn("a", 0, 3, {
    children: [
      drawn("b", 0, 1),
      drawn("b", 1, 2, { children: [drawn("c", 1, 2)] }),
      drawn("b", 2, 3),
    ],
  });
  assertEquals(flatten(tree).map(({ path }) => path), ["a", "a.b", "a.b~2", "a.b~2.c", "a.b~3"]);
});

Deno.test("flatten() makes hostile texts harmless, and keeps what they say", () => {
  const [field] = flatten(drawn("\u202e", 0, 1, { text: "a\u001b[2J", error: "x\u0000" }));
  assertEquals([field?.name, field?.text, field?.error], ["\\u{202e}", "a\\u{1b}[2J", "x\\u{0}"]);
});

Deno.test("flatten() of 4096 extensions of one name keeps them apart", () => {
  const children = Array.from({ length: 4096 }, (_, i) => drawn("key_share", i, i + 1));
  const paths = new Set(flatten(drawn("root", 0, 4096, { children })).map(({ path }) => path));
  assertEquals(paths.size, 4097);
});

/** What the pages show: a hello, certificates, and both of them damaged. */
function trees(): { bytes: Uint8Array; read: (bytes: Uint8Array) => Field }[] {
  const { alice, bank, world } = street();
  alice.connect(bank);
  const check = traceOf(world).events.find((event) =>
    event.kind === "tls.check" && event.subject === "certificate chain"
  );
  const der = check?.kind === "tls.check" ? check.certificates[0]! : HELLO;
  return [
    { bytes: HELLO, read: (bytes) => inspect(Handshake, bytes).field },
    { bytes: der, read: (bytes) => inspect(Certificate, bytes).field },
  ];
}

Deno.test("every byte of a tree belongs to a field that holds it, also of damaged input", () => {
  const samples = trees();
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
      fc.nat(),
      ({ bytes, read }, changes, cut) => {
        const damaged = bytes.slice(0, bytes.length - cut % 5);
        for (const [at, octet] of changes) damaged[at % damaged.length] = octet;
        const tree = read(damaged);
        const fields = flatten(tree);
        assertEquals(new Set(fields.map(({ path }) => path)).size, fields.length);
        const owners = ownersOf(fields, damaged.length);
        for (let offset = tree.start; offset < tree.end; offset++) {
          const field = fieldAt(tree, offset)!;
          assert(field.start <= offset && offset < field.end, `${offset} in ${field.path}`);
          assertEquals(fields[owners[offset]!]?.path, field.path);
        }
        assertEquals(fieldAt(tree, tree.end), undefined);
      },
    ),
    { seed: 4, numRuns: 200 },
  );
});

Deno.test("trees are moved, cut and filled without a change to the first one", () => {
  const tree = drawn("record", 0, 8, { children: [drawn("type", 0, 1), drawn("fragment", 1, 8)] });
  const full = within(tree, ["fragment"], [drawn("message", 3, 8)]);
  assertEquals(descend(full, "fragment", "message"), drawn("message", 3, 8));
  assertEquals(descend(tree, "fragment", "message"), undefined);
  const moved = shifted(full, 10, "second");
  assertEquals([moved.name, moved.start, moved.end], ["second", 10, 18]);
  assertEquals(descend(clipped(moved, 12), "fragment"), drawn("fragment", 11, 12));
});
