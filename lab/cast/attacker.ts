import type { Attack, Position } from "../attacks/mod.ts";
import type { Link, Node } from "../net/mod.ts";
import type { Recorder } from "../trace/mod.ts";
import { ambientOf } from "./ambient.ts";
import { Person } from "./person.ts";
import type { Stage } from "./stage.ts";

/** Somebody with bad intentions and a place on a link. */
export class Attacker extends Person implements Position {
  constructor(stage: Stage, node: Node, readonly link: Link, role: string) {
    super(stage, node, role);
  }

  get crypto() {
    return this.stage.crypto;
  }

  get ambient() {
    return ambientOf(this.stage, this.name);
  }

  override get recorder(): Recorder {
    return this.stage.world.trace;
  }

  /** Sets an attack going; what it does, it does when packets come. */
  play(attack: Attack): void {
    attack(this);
  }
}
