import { assert, assertEquals } from "@std/assert";
import { gunzipSync } from "node:zlib";
import type { CryptoProvider } from "../mod.ts";
import { nativeProvider } from "../native.ts";
import { nobleProvider } from "../noble.ts";
import type { SuiteResult } from "./suite.ts";
import { tlsKdf } from "./tls_kdf.ts";
import { wycheproof } from "./wycheproof.ts";

const VECTORS = new URL("../../../../shared/vectors/", import.meta.url);
const PROVIDERS = [nobleProvider(), nativeProvider()];

interface Suite {
  readonly name: string;
  readonly file: string;
  readonly run: (json: unknown, provider: CryptoProvider) => SuiteResult;
  /** Cases of the file that are ours. */
  readonly ours: number;
}

const SUITES: readonly Suite[] = [
  { name: "Wycheproof", file: "wycheproof-dev.json.gz", run: wycheproof, ours: 4022 },
  { name: "TLS key derivation", file: "tls-kdf.json", run: tlsKdf, ours: 17 },
];

for (const { name, file, run, ours } of SUITES) {
  const present = exists(file);
  for (const provider of PROVIDERS) {
    Deno.test({
      name: `${provider.name} agrees with every case of ${name} that TLS can reach` +
        (present ? "" : ` (skipped: ../shared/vectors/${file} is absent)`),
      ignore: !present,
      fn() {
        const result = run(load(file), provider);
        assertEquals(result.disagreements, []);
        assertEquals(result.agree + result.disagree + result.skipped, result.total);
        assert(result.agree >= ours, `only ${result.agree} cases were run`);
      },
    });
  }
}

Deno.test("a provider that accepts everything disagrees with Wycheproof", () => {
  const gullible: CryptoProvider = { ...nobleProvider(), verify: () => true };
  const file = {
    algorithm: "EDDSA",
    testGroups: [{
      publicKeyDer: "302a300506032b6570032100" + "00".repeat(32),
      tests: [{ tcId: 1, result: "invalid", msg: "", sig: "00" }],
    }],
  };
  const result = wycheproof({ files: { ed25519: file } }, gullible);
  assertEquals([result.agree, result.disagree], [0, 1]);
  assertEquals(result.disagreements, [{ id: "ed25519#1", expected: "refused", got: "accepted" }]);
});

function exists(file: string): boolean {
  try {
    return Deno.statSync(new URL(file, VECTORS)).isFile;
  } catch {
    return false;
  }
}

function load(file: string): unknown {
  const bytes = Deno.readFileSync(new URL(file, VECTORS));
  const text = file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  return JSON.parse(new TextDecoder().decode(text));
}
