import type { Ambient } from "../tls/mod.ts";
import type { Stage } from "./stage.ts";

/** Time and chance as one person has them: the world's clock, a stream of her own. */
export function ambientOf(stage: Stage, name: string): Ambient {
  return { random: stage.world.random(name), now: () => stage.world.calendar() };
}
