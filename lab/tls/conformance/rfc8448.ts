import type { CryptoProvider } from "../../crypto/mod.ts";
import { resultOf, type SuiteResult } from "./cases.ts";
import { engineCases } from "./rfc8448_engine.ts";
import { ladderOf } from "./rfc8448_ladder.ts";
import { messageCases, recordCases, signatureCases } from "./rfc8448_records.ts";
import { scheduleCases } from "./rfc8448_schedule.ts";
import { type Rfc8448, ticketOf, withValues } from "./rfc8448_trace.ts";

/**
 * Runs the five traces of RFC 8448: every figure of the key schedule, every message, signature and
 * record, and the engines themselves where the RFC gives all that they draw on.
 *
 * @param json `rfc8448.json`
 */
export function runRfc8448(json: unknown, provider: CryptoProvider): SuiteResult {
  const { traces: printed, rsa_server_key } = json as Rfc8448;
  const traces = printed.map(withValues);
  const cases = traces.flatMap((trace) => {
    const earlier = trace.id === "resumed-0rtt" ? traces[0] : undefined;
    const ladder = ladderOf(trace, provider, earlier);
    return [
      ...scheduleCases(trace, ladder),
      ...messageCases(trace),
      ...signatureCases(trace, ladder),
      ...recordCases(trace, ladder),
      ...engineCases(trace, ladder, rsa_server_key, earlier && ticketOf(earlier)),
    ];
  });
  return resultOf(cases, {});
}
