/** What tests of the server share: small scenarios of their own, and time that stands still. */
import { type Scenario, scenario, type ScenarioDefinition } from "../../lab/scenario/mod.ts";
import type { World } from "../../lab/net/mod.ts";
import type { RunKey } from "./run_query.ts";

/** A scenario that does one thing with an empty world. */
export function tiny(id: string, story: (world: World) => void): Scenario {
  const definition: ScenarioDefinition<never, World> = {
    id,
    title: id,
    level: "deeper",
    about: "the server",
    summary: "One thing happens.",
    moral: "None",
    sources: [],
    defences: {},
    stage: ({ world }) => world,
    story,
    wins: () => false,
    matrix: [{ with: [], attack: "fails" }],
  };
  return scenario(definition);
}

/** A run without defences. */
export function keyOf(scenario: Scenario, seed = 1): RunKey {
  return { scenario, seed, with: [] };
}

/** Macrotasks that happen when a test says so. */
export class Turns {
  readonly #tasks: (() => void)[] = [];
  readonly schedule = (task: () => void): void => void this.#tasks.push(task);

  /** Tasks that are due. */
  get due(): number {
    return this.#tasks.length;
  }

  /** Does what is due now, and lets promises settle. */
  async pass(count = 1): Promise<void> {
    for (let i = 0; i < count; i++) {
      this.#tasks.shift()?.();
      await Promise.resolve();
    }
  }

  /** Goes on until nothing is due. */
  async passAll(): Promise<void> {
    while (this.due > 0) await this.pass();
    // Promises of promises settle a little later.
    for (let i = 0; i < 10; i++) await Promise.resolve();
  }
}

/** A request as a browser on this machine sends it. */
export function browserRequest(
  path: string,
  { headers, ...init }: RequestInit & { headers?: Record<string, string> } = {},
): Request {
  return new Request(`http://127.0.0.1:8000${path}`, {
    ...init,
    headers: { host: "127.0.0.1:8000", ...headers },
  });
}
