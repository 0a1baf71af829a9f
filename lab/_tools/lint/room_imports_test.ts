import { assertEquals, assertExists, assertStringIncludes } from "@std/assert";
import plugin from "./mod.ts";
import { objection } from "./room_imports.ts";

const ALLOWED: readonly (readonly [from: string, specifier: string])[] = [
  ["lab/tls/record/layer.ts", "../../crypto/mod.ts"],
  ["lab/tls/record/layer.ts", "./framer.ts"],
  ["lab/tls/record/layer.ts", "../fault.ts"],
  ["lab/wire/messages/hello.ts", "../extensions/mod.ts"],
  ["lab/attacks/impersonate.ts", "../pki/mod.ts"],
  ["lab/crypto/noble.ts", "@noble/hashes/sha2.js"],
  ["lab/crypto/native.ts", "node:crypto"],
  ["lab/crypto/native_keys.ts", "node:crypto"],
  ["lab/pki/x509.ts", "@peculiar/x509"],
  ["lab/cli/command.ts", "@std/cli/parse-args"],
  ["scenarios/mitm.ts", "../lab/scenario/mod.ts"],
  ["main.ts", "./lab/cli/mod.ts"],
  ["main.ts", "./lab/crypto/native.ts"],
  ["routes/(_server)/lab.ts", "../../lab/crypto/native.ts"],
  ["main.ts", "./scenarios/mod.ts"],
  ["main.ts", "./scenarios/catalogue.ts"],
  ["main.ts", "@std/cli/parse-args"],
  ["lab/_tools/conformance/main.ts", "../../crypto/native.ts"],
  ["lab/_tools/conformance/main.ts", "../../tls/schedule/expand.ts"],
  ["lab/bytes/codec_test.ts", "../cast/client.ts"],
  ["lab/bytes/codec_test.ts", "fast-check"],
  ["lab/tls/engine_bench.ts", "../crypto/noble.ts"],
  ["lab/net/testing.ts", "@std/assert"],
  ["lab/net/testing.ts", "../crypto/noble.ts"],
  ["lab/net/testing/pair.ts", "../testing.ts"],
];

const FORBIDDEN: readonly (readonly [from: string, specifier: string, hint: string])[] = [
  ["lab/bytes/codec.ts", "../crypto/mod.ts", "It may import no other room"],
  ["lab/wire/record.ts", "../crypto/mod.ts", "It may import lab/bytes"],
  ["lab/tls/engine.ts", "../flaws/mod.ts", "see the table in ARCHITECTURE.md"],
  ["lab/tls/engine.ts", "../crypto/random.ts", "Import from lab/crypto/mod.ts"],
  ["lab/tls/engine.ts", "../crypto/noble.ts", "Take the provider as a parameter"],
  ["lab/tls/engine.ts", "../crypto/native.ts", "Take the provider as a parameter"],
  ["lab/tls/engine.ts", "../net/testing.ts", "out of testing"],
  ["lab/net/world.ts", "./testing.ts", "out of testing"],
  ["lab/tls/engine.ts", "./engine_test.ts", "never the other way round"],
  ["lab/cli/command.ts", "../../main.ts", "never the other way round"],
  ["lab/cli/command.ts", "../../scenarios/mod.ts", "see the table"],
  ["lab/tls/engine.ts", "../_tools/lint/mod.ts", "never the other way round"],
  ["lab/cellar/secret.ts", "../bytes/mod.ts", "Add it to ARCHITECTURE.md"],
  ["scenarios/mitm.ts", "../lab/attacks/impersonate.ts", "Import from lab/attacks/mod.ts"],
  ["scenarios/mitm.ts", "../lab/host/mod.ts", "lab/cast"],
  ["main.ts", "./lab/cli/command.ts", "Import from lab/cli/mod.ts"],
  ["main.ts", "./scenarios/mitm.ts", "Import from scenarios/mod.ts"],
  ["routes/index.ts", "../scenarios/catalogue.ts", "Import from scenarios/mod.ts"],
  ["routes/index.ts", "../lab/views/sequence.ts", "Import from lab/views/mod.ts"],
  ["lab/net/testing.ts", "../cast/mod.ts", "Write it as a _test.ts"],
  [
    "lab/tls/engine.ts",
    "@noble/hashes/sha2.js",
    "Only lab/crypto/ and lab/legacy/ciphers/md5.ts and tests may",
  ],
  ["lab/crypto/noble.ts", "node:crypto", "Only lab/crypto/native and tests may"],
  ["lab/tls/engine.ts", "node:fs", "Write it without the package"],
  ["lab/tls/engine.ts", "@peculiar/asn1-x509", "Only lab/pki/ and tests may"],
  ["lab/tls/engine.ts", "fast-check", "for tests only"],
  ["lab/tls/engine.ts", "@std/assert", "for tests only"],
  ["lab/views/table.ts", "@std/cli/unicode-width", "Only lab/cli/ and main.ts"],
  ["lab/crypto/noble.ts", "npm:@noble/hashes@2/sha2.js", "by its bare name"],
  ["lab/crypto/noble.ts", "https://example.com/mod.ts", "by its bare name"],
];

for (const [from, specifier] of ALLOWED) {
  Deno.test(`room-imports lets ${from} import ${specifier}`, () => {
    assertEquals(objection(from, specifier, false), undefined);
  });
}

for (const [from, specifier, hint] of FORBIDDEN) {
  Deno.test(`room-imports stops ${from} from importing ${specifier}`, () => {
    const found = objection(from, specifier, false);
    assertExists(found);
    assertStringIncludes(found.hint, hint);
  });
}

/** How often the rule objects to a source text. */
function count(filename: string, source: string): number {
  return Deno.lint.runPlugin(plugin, filename, source)
    .filter(({ id }) => id === "lab/room-imports").length;
}

const FORMS: readonly (readonly [what: string, source: string])[] = [
  ["an import", `import { flaw } from "../flaws/mod.ts";`],
  ["an import of types", `import type { Flaw } from "../flaws/mod.ts";`],
  ["an import for its effect", `import "../flaws/mod.ts";`],
  ["an export of names", `export { flaw } from "../flaws/mod.ts";`],
  ["an export of types", `export type { Flaw } from "../flaws/mod.ts";`],
  ["an export of all", `export * from "../flaws/mod.ts";`],
  ["a dynamic import", `const flaws = import("../flaws/mod.ts");`],
  ["a dynamic import that cannot be read", `const flaws = import("../fl" + "aws/mod.ts");`],
  ["a type from an import", `type Flaw = import("../flaws/mod.ts").Flaw;`],
];

for (const [what, source] of FORMS) {
  Deno.test(`room-imports sees ${what}`, () => assertEquals(count("lab/tls/engine.ts", source), 1));
}

Deno.test("room-imports lets lab/cast have types of lab/flaws, but no values", () => {
  const file = "lab/cast/client.ts";
  assertEquals(count(file, `import type { Flaw } from "../flaws/mod.ts";`), 0);
  assertEquals(count(file, `import { type Flaw } from "../flaws/mod.ts";`), 0);
  assertEquals(count(file, `export type { Flaw } from "../flaws/mod.ts";`), 0);
  assertEquals(count(file, `import { type Flaw, flaw } from "../flaws/mod.ts";`), 1);
  assertEquals(count(file, `import { flaw } from "../flaws/mod.ts";`), 1);
  assertEquals(count(file, `import "../flaws/mod.ts";`), 1);
});

Deno.test("room-imports knows a file by its absolute name too", () => {
  const file = new URL("../../tls/engine.ts", import.meta.url).pathname;
  assertEquals(count(file, `import "../flaws/mod.ts";`), 1);
  assertEquals(count(file, `import "../wire/mod.ts";`), 0);
});
