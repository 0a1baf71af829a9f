import { parseArgs } from "@std/cli/parse-args";
import { plain, UsageError } from "../conformance/arguments.ts";
import { ALL_STACKS, type StackName } from "./peers/peer.ts";

export { plain, UsageError };

/** What the command is to do. */
export interface Request {
  /** Peers to meet; all of them if empty. */
  readonly peers: readonly StackName[];
  /** Only cases whose line contains this text; upper and lower case are the same. */
  readonly filter: string;
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * Reads the arguments.
 *
 * @throws {UsageError} on an option, a value or a name that nobody knows
 */
export function readArguments(args: readonly string[]): Request {
  const { peer, filter, json, help } = parseArgs(args, {
    string: ["peer", "filter"],
    boolean: ["json", "help"],
    collect: ["peer"],
    alias: { help: "h" },
    unknown(arg, key) {
      if (key === undefined) throw new UsageError(`Cannot use "${plain(arg)}": not an option`);
      throw new UsageError(`Unknown option "${plain(arg.split("=")[0]!)}"; see --help`);
    },
  });
  const peers = peer.map((name) => {
    const known = ALL_STACKS.find((stack) => stack === name);
    if (known !== undefined) return known;
    throw new UsageError(`Unknown peer "${plain(name)}"; there are ${ALL_STACKS.join(", ")}`);
  });
  if (filter === "") throw new UsageError("Cannot use --filter without a text");
  return { peers, filter: filter ?? "", json, help };
}
