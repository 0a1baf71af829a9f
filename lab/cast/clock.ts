import type { World } from "../net/mod.ts";
import type { Micros } from "../trace/mod.ts";

/** The clock of one machine. It runs as fast as the world's, and shows what it was last set to. */
export class MachineClock {
  readonly #world: World;
  #ahead: Micros = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** What it shows, in micros since 1970. */
  get micros(): Micros {
    return this.#world.utc() + this.#ahead;
  }

  /** What it shows, in whole seconds since 1970. */
  get seconds(): number {
    return Math.floor(this.micros / 1_000_000);
  }

  /** Puts it forward, or back. */
  move(by: Micros): void {
    this.#ahead += by;
  }
}
