import { parseArgs } from "@std/cli/parse-args";
import { hint, nearest } from "../../cli/mod.ts";

/** What is to be measured. */
export interface LoadOptions {
  /** Browsers at a time. */
  readonly sessions: number;
  /** How often all of them press Run. */
  readonly rounds: number;
  /** Within how many milliseconds they do. */
  readonly within: number;
  readonly scenario: string;
  /** A server that runs already; without it, one is started. */
  readonly address: string | undefined;
  /** Another program for the start task's permissions: the harness, for example. */
  readonly program: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

export const LOAD_HELP = `Many browsers press Run together; the answers are held against the goals.

  deno task bench:load [options]

Options
  --sessions N     browsers, 1 to 500 (100 unless said)
  --rounds N       how often each presses Run, 1 to 50 (5 unless said)
  --within N       all within so many milliseconds (1000 unless said)
  --scenario ID    what they run (mitm unless said)
  --address URL    a server on this machine that runs already; else one is started
  --program FILE   start this file in place of main.ts, with the same permissions
  --json           one JSON object and nothing else

Exit status: 0 every goal is met, 1 one is not, 2 a wrong call.
`;

const STRINGS = ["sessions", "rounds", "within", "scenario", "address", "program"] as const;
const BOOLEANS = ["json", "help"] as const;

/** Reads the words of the command. @returns the options, or one line that says what is wrong */
export function readLoadOptions(args: readonly string[]): LoadOptions | string {
  const strangers: string[] = [];
  const given = parseArgs([...args], {
    string: [...STRINGS],
    boolean: [...BOOLEANS],
    alias: { h: "help" },
    unknown: (word: string) => (strangers.push(word), false),
  });
  const [stranger] = strangers;
  if (stranger !== undefined) {
    const word = stranger.split("=", 1)[0]!;
    const known = [...STRINGS, ...BOOLEANS].map((name) => `--${name}`);
    return `Unknown option ${JSON.stringify(word)}${hint(nearest(word, known))}`;
  }
  const { scenario = "mitm", address, program, json, help } = given;
  const sessions = readNumber("sessions", given.sessions, 100, 500);
  const rounds = readNumber("rounds", given.rounds, 5, 50);
  const within = readNumber("within", given.within, 1_000, 60_000);
  for (const read of [sessions, rounds, within]) if (typeof read === "string") return read;
  if (address !== undefined && !/^http:\/\/(127\.0\.0\.1|localhost):\d+\/?$/.test(address)) {
    return "--address wants a server on this machine, such as http://127.0.0.1:8000";
  }
  if (!/^[a-z0-9-]+$/.test(scenario)) return "--scenario wants the name of a scenario";
  return {
    sessions: sessions as number,
    rounds: rounds as number,
    within: within as number,
    scenario,
    address: address?.replace(/\/$/, ""),
    program,
    json,
    help,
  };
}

function readNumber(
  name: string,
  text: string | undefined,
  usual: number,
  most: number,
): number | string {
  if (text === undefined) return usual;
  const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return value >= 1 && value <= most ? value : `--${name} wants a whole number from 1 to ${most}`;
}
