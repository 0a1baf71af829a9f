import { assert, assertEquals } from "@std/assert";
import { nobleProvider } from "../../crypto/noble.ts";
import { runIllustratedTls } from "./illustrated_tls.ts";

const VECTORS = new URL("../../../../shared/vectors/illustrated-tls.json", import.meta.url);

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
const suffix = missing ? " (skipped: ../shared/vectors/illustrated-tls.json is not there)" : "";

Deno.test({
  name: `both captured connections come out of their private keys${suffix}`,
  ignore: missing,
  fn() {
    const result = runIllustratedTls(json, nobleProvider());
    assertEquals(result.disagreements, []);
    assertEquals(result.skipped, 0);
    // What the two captures hold; a loader that reads too little must not look like success.
    assert(result.agree >= 70, `only ${result.agree} cases`);
  },
});

Deno.test({
  name: `another private key of the client does not lead there${suffix}`,
  ignore: missing,
  fn() {
    const broken = structuredClone(json) as { traces: { client_x25519_private: string }[] };
    const [capture] = broken.traces;
    capture!.client_x25519_private = capture!.client_x25519_private.replace(/^20/, "28");
    const wrong = runIllustratedTls(broken, nobleProvider()).disagreements.map(({ id }) => id);
    assert(wrong.includes("illustrated-tls13/shared secret, the client's way"));
    assert(wrong.includes("illustrated-tls13/engine as client: CLIENT_TRAFFIC_SECRET_0"));
  },
});
