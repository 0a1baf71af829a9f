import { plain, readArguments, UsageError } from "./arguments.ts";
import type { Case } from "./case.ts";
import type { Surroundings } from "./meeting.ts";
import type { Stack } from "./peers/peer.ts";
import { within } from "./watch.ts";

/** What the command needs besides its arguments. */
export interface Port {
  readonly stacks: readonly Stack[];
  /** The providers to try, the one for every case first. */
  readonly providers: readonly Provider[];
  /** Milliseconds, from wherever. */
  now(): number;
  /** Writes a line, which comes without its end. */
  out(line: string): void;
  error(line: string): void;
}

/** A provider and the certificates made with it. */
export type Provider = Pick<Surroundings, "crypto" | "credentials">;

/** 0: nothing failed. 1: something did. 2: the command was called wrongly. */
export type ExitCode = 0 | 1 | 2;

/** How one case went. */
export interface Outcome {
  readonly peer: string;
  readonly role: string;
  readonly what: string;
  readonly provider: string;
  readonly result: "ok" | "FAILED" | "skipped";
  /** Why it failed or was skipped. */
  readonly reason?: string;
  readonly milliseconds: number;
}

/** Longer than anything inside a case waits, so that the inner reason is the one that is told. */
const CASE_LIMIT = 45_000;
/** After this time what is left fails without being tried. */
const RUN_LIMIT = 600_000;

const USAGE = `Has the lab's TLS engine talk with other implementations over the loopback.

  deno task interop [--peer NAME] [--filter TEXT] [--json]

  --peer NAME     only this peer: openssl, rustls, gnutls or nss; may be given again
  --filter TEXT   only cases whose line contains this text
  --json          prints the outcomes as JSON and nothing else

Every line names the peer, our role, what is tried, and the provider of our cryptography.
Exit codes: 0 nothing failed, 1 something failed, 2 wrong usage.`;

/** Runs the command. */
export async function interop(
  args: readonly string[],
  cases: readonly Case[],
  port: Port,
): Promise<ExitCode> {
  try {
    return await run(args, cases, port);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    port.error(plain(error.message, 500));
    return 2;
  }
}

async function run(args: readonly string[], cases: readonly Case[], port: Port): Promise<ExitCode> {
  const { peers, filter, json, help } = readArguments(args);
  if (help) {
    port.out(USAGE);
    return 0;
  }
  const chosen = trials(cases, port.providers).filter((trial) =>
    (peers.length === 0 || peers.includes(trial.planned.peer)) &&
    title(trial).toLowerCase().includes(filter.toLowerCase())
  );
  if (chosen.length === 0) throw new UsageError(`No case contains "${plain(filter)}"`);

  const stacks = await available(port.stacks);
  const start = port.now();
  const outcomes: Outcome[] = [];
  for (const trial of chosen) {
    const { planned, provider } = trial;
    const began = port.now();
    const verdict = began - start > RUN_LIMIT
      ? { result: "FAILED", reason: "not tried: the run has taken too long" } as const
      : await attempt(trial, stacks);
    const { peer, role, what } = planned;
    const outcome = {
      ...{ peer, role, what, provider: provider.crypto.name },
      ...verdict,
      milliseconds: Math.round(port.now() - began),
    };
    outcomes.push(outcome);
    if (!json) port.out(line(title(trial), outcome));
  }
  const count = (result: Outcome["result"]) =>
    outcomes.filter((outcome) => outcome.result === result).length;
  const [passed, failed, skipped] = [count("ok"), count("FAILED"), count("skipped")];
  if (json) port.out(JSON.stringify({ passed, failed, skipped, cases: outcomes }));
  else {
    port.out("");
    for (const row of tally(outcomes, stacks)) port.out(row);
    port.out(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
  return failed > 0 ? 1 : 0;
}

/** How it went with each peer and in each role, and who was not there. */
function tally(
  outcomes: readonly Outcome[],
  stacks: ReadonlyMap<string, Stack | string>,
): string[] {
  return [...Map.groupBy(outcomes, ({ peer, role }) => `${peer}, our ${role}`)]
    .toSorted(([a], [b]) => a < b ? -1 : 1)
    .map(([who, outcomes]) => {
      const count = (result: Outcome["result"]) =>
        outcomes.filter((outcome) => outcome.result === result).length;
      const absent = stacks.get(outcomes[0]!.peer);
      return `${who}: ${count("ok")} ok, ${count("FAILED")} failed, ${count("skipped")} skipped` +
        (typeof absent === "string" ? `: ${absent}` : "");
    });
}

/** A case and the provider to run it with. */
interface Trial {
  readonly planned: Case;
  readonly provider: Provider;
}

/** Every case with the first provider, those that ask for it with the others too. */
function trials(cases: readonly Case[], [first, ...others]: readonly Provider[]): Trial[] {
  return [
    ...cases.map((planned) => ({ planned, provider: first! })),
    ...others.flatMap((provider) =>
      cases.filter(({ native }) => native).map((planned) => ({ planned, provider }))
    ),
  ];
}

function title({ planned: { peer, role, what }, provider }: Trial): string {
  return `${peer}, our ${role}, ${what} (${provider.crypto.name})`;
}

function line(title: string, { result, reason }: Outcome): string {
  return plain(`${result.padEnd(7)} ${title}${reason === undefined ? "" : `: ${reason}`}`, 600);
}

/** The stacks by name, or why there is none. */
async function available(stacks: readonly Stack[]): Promise<Map<string, Stack | string>> {
  const found = new Map<string, Stack | string>();
  for (const stack of stacks) found.set(stack.name, await stack.absent() ?? stack);
  return found;
}

async function attempt(
  { planned, provider }: Trial,
  stacks: ReadonlyMap<string, Stack | string>,
): Promise<Pick<Outcome, "result" | "reason">> {
  const stack = stacks.get(planned.peer) ?? "there is no such peer";
  if (typeof stack === "string") return { result: "skipped", reason: stack };
  try {
    // Whatever happens, the process is ended and the sockets are closed before the next case.
    await using resources = new AsyncDisposableStack();
    const seed = `${planned.peer} ${planned.role} ${planned.what}`;
    await within(planned.run({ stack, ...provider, seed }, resources), "the case", CASE_LIMIT);
    return { result: "ok" };
  } catch (error) {
    return { result: "FAILED", reason: error instanceof Error ? error.message : String(error) };
  }
}
