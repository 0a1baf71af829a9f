/** `deno task bench`: how quick the lab is, and how near to what its primitives allow. */
import { HELP, readArguments, UsageError } from "./arguments.ts";
import { measureCommands } from "./commands.ts";
import { KINDS, RECORD_KINDS, USUAL } from "./connection.ts";
import { goals, type Results } from "./goals.ts";
import {
  chainRoles,
  handshakeRoles,
  type LaneRow,
  measure,
  RECORD_LENGTHS,
  recordRoles,
} from "./lanes.ts";
import { measurePeers } from "./peers.ts";
import { writeText } from "../output.ts";
import { calledKind, reportLines } from "./report.ts";
import type { Effort } from "./stopwatch.ts";

const THOROUGH: Effort = { rounds: 51, batch: 20, warmUp: 2500 };
const QUICK: Effort = { rounds: 21, batch: 15, warmUp: 1500 };
/** A record is soon compiled; a handshake runs through the whole lab. */
const RECORD_WARM_UP = 400;
/** Milliseconds: whoever has just been woken reads much code again before it judges a chain. */
const CHAIN_BATCH = 60;

/** Runs one race after the other: two at a time would disturb each other. */
async function bench(args: readonly string[]): Promise<number> {
  const { quick, json, peers: withPeers, help } = readArguments(args);
  if (help) {
    writeText(Deno.stdout, HELP);
    return 0;
  }
  const effort = quick ? QUICK : THOROUGH;
  const tell = (what: string) => writeText(Deno.stderr, `measuring ${what}\n`);

  const handshakes: LaneRow[] = [];
  for (const kind of quick ? [USUAL] : KINDS) {
    tell(`handshakes: ${calledKind(kind)}`);
    handshakes.push(...await measure(handshakeRoles(kind), effort));
  }
  const records: LaneRow[] = [];
  for (const length of RECORD_LENGTHS) {
    tell(`records of ${length} bytes`);
    for (const kind of quick ? [USUAL] : RECORD_KINDS) {
      const warmUp = RECORD_WARM_UP;
      records.push(...await measure(recordRoles(kind, length), { ...effort, warmUp }));
    }
  }
  tell("certificates");
  const chains = await measure(chainRoles(), { ...effort, batch: CHAIN_BATCH });
  tell("commands");
  const commands = await measureCommands(quick ? 5 : 15);
  if (withPeers) tell("peers");
  const { rows: peers, skipped } = withPeers
    ? await measurePeers(effort)
    : { rows: [], skipped: [] };

  const results: Results = { handshakes, records, chains, commands, peers };
  const held = goals(results);
  writeText(
    Deno.stdout,
    json
      ? `${JSON.stringify({ ...results, skipped, goals: held }, null, 2)}\n`
      : `${reportLines(results, skipped, held).join("\n")}\n`,
  );
  return 0;
}

if (import.meta.main) {
  try {
    Deno.exit(await bench(Deno.args));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    writeText(Deno.stderr, `${error.message}\n`);
    Deno.exit(2);
  }
}
