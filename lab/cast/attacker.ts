import type { Attack, Position } from "../attacks/mod.ts";
import type { Bytes } from "../bytes/mod.ts";
import type { Link, Node } from "../net/mod.ts";
import { type EventId, type How, objection, type SecretId } from "../trace/mod.ts";
import type { Callee } from "./client.ts";
import { Person } from "./person.ts";
import { portOf } from "./port.ts";
import type { Stage } from "./stage.ts";

/** Somebody with bad intentions and a place on a link. */
export class Attacker extends Person {
  readonly #port: Position;
  #guesses = 0;
  #misses = 0;

  constructor(stage: Stage, node: Node, readonly link: Link, role: string) {
    super(stage, node, role);
    this.#port = portOf(stage, node, link, {
      learn: (bytes, how, cause) => this.learn(bytes, how, cause),
      note: (text, cause) => this.note(text, cause),
    });
  }

  /** A site of her own, for others to call; an attack has to answer there. */
  site(host: string): Callee {
    return { name: this.name, node: this.node, host, services: [{ port: 443, protection: "tls" }] };
  }

  /** Sets an attack going; what it does, it does when packets come. */
  play(attack: Attack): void {
    attack(this.#port);
  }

  /**
   * Lays bytes on the table. Of her, nobody believes how she came to them: the record has to prove
   * it.
   *
   * @throws {Error} if it does not
   */
  override learn(bytes: Bytes, how: How, cause?: EventId): readonly SecretId[] {
    if (how.by === "guessed") this.#guesses++;
    if (how.by === "computed" && this.recorder.ledger.among(bytes).length === 0) this.#misses++;
    const claim = {
      node: this.name,
      bytes,
      how,
      now: this.stage.world.now,
      guesses: this.#guesses,
      misses: this.#misses,
    };
    const why = objection(this.recorder, claim);
    if (why !== undefined) {
      throw new Error(`Cannot learn ${bytes.length} bytes as "${how.by}": ${why}`);
    }
    return super.learn(bytes, how, cause);
  }
}
