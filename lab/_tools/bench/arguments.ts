import { parseArgs } from "@std/cli/parse-args";

/** A fault in how the command was called. The message is one line for a person. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** What the command is to do. */
export interface Request {
  /** Fewer and shorter batches, and only what goals are set for. */
  readonly quick: boolean;
  readonly json: boolean;
  /** Whether other implementations take part. */
  readonly peers: boolean;
  readonly help: boolean;
}

/** What `--help` says. */
export const HELP = `deno task bench [--quick] [--peers] [--json]

Handshakes, records, certificates and commands of the lab, each beside the cost of the primitives in it.

  --quick  only what goals are set for, in fewer and shorter batches
  --peers  other implementations beside the lab: node:tls; lemon-tls, which is downloaded if it is
           not there yet; tlslite-ng, if python3 can import it
  --json   all figures for programs
`;

/**
 * Reads the arguments.
 *
 * @throws {UsageError} on an option or a word that nobody knows
 */
export function readArguments(args: readonly string[]): Request {
  const { quick, json, peers, help } = parseArgs(args, {
    boolean: ["quick", "json", "peers", "help"],
    alias: { help: "h" },
    unknown(arg) {
      throw new UsageError(`Cannot use ${JSON.stringify(arg)}: see deno task bench --help`);
    },
  });
  return { quick, json, peers, help };
}
