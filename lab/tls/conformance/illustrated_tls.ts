import type { CryptoProvider } from "../../crypto/mod.ts";
import { resultOf, type SuiteResult } from "./cases.ts";
import type { Capture } from "./illustrated_tls_capture.ts";
import { engineCases } from "./illustrated_tls_engine.ts";
import { readingCases } from "./illustrated_tls_records.ts";
import { signatureCases } from "./illustrated_tls_signature.ts";

/**
 * Runs the two captured connections of "The Illustrated TLS Connection": from the private keys the
 * shared secret, all secrets and every record, opened and sealed anew; and the engines in the roles
 * of both programs.
 *
 * @param json `illustrated-tls.json`
 */
export function runIllustratedTls(json: unknown, provider: CryptoProvider): SuiteResult {
  const { traces } = json as { readonly traces: readonly Capture[] };
  const cases = traces.flatMap((capture) => [
    ...readingCases(capture, provider),
    ...engineCases(capture, provider),
    ...signatureCases(capture, provider),
  ]);
  return resultOf(cases, {});
}
