import type { Ambient } from "../tls/mod.ts";
import type { MachineClock } from "./clock.ts";
import type { Stage } from "./stage.ts";

/**
 * Time and chance as one person has them: a stream of her own, and the world's clock unless her
 * machine has one that may be wrong.
 */
export function ambientOf(stage: Stage, name: string, clock?: MachineClock): Ambient {
  const now = clock === undefined ? () => stage.world.calendar() : () => clock.seconds;
  return { random: stage.world.random(name), now };
}
