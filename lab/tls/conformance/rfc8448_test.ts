import { assertEquals } from "@std/assert";
import { nobleProvider } from "../../crypto/noble.ts";
import { runRfc8448 } from "./rfc8448.ts";

const VECTORS = new URL("../../../../shared/vectors/rfc8448.json", import.meta.url);

function readVectors(): unknown {
  try {
    return JSON.parse(Deno.readTextFileSync(VECTORS));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) return;
    throw error;
  }
}

const json = readVectors();
const missing = json === undefined;
const suffix = missing ? " (skipped: ../shared/vectors/rfc8448.json is not there)" : "";

Deno.test({
  name: `every figure, message, signature and record of RFC 8448 is ours${suffix}`,
  ignore: missing,
  fn() {
    const result = runRfc8448(json, nobleProvider());
    assertEquals(result.disagreements, []);
    assertEquals(result.agree, result.total - result.skipped);
    // What the five traces hold; a loader that reads too little must not look like success.
    assertEquals(result.total >= 500, true, `only ${result.total} cases`);
  },
});

Deno.test({
  name: `a single changed digit of RFC 8448 does not go unseen${suffix}`,
  ignore: missing,
  fn() {
    const broken = structuredClone(json) as {
      traces: { steps: { values: Record<string, string> }[] }[];
    };
    const { values } = broken.traces[0]!.steps[8]!;
    values.expanded = values.expanded!.replace(/^./, "0");
    const result = runRfc8448(broken, nobleProvider());
    assertEquals(result.disagreements.map(({ id }) => id), [
      'simple-1rtt/step 8: derive secret "tls13 c hs traffic"/expanded',
    ]);
  },
});
