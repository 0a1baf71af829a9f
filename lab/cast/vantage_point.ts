import type { Provision } from "../acme/mod.ts";
import { lookFor, type Seen } from "./look.ts";
import type { NameServer } from "./name_server.ts";
import type { Node } from "../net/mod.ts";
import { Person } from "./person.ts";
import type { Stage } from "./stage.ts";

/**
 * A machine of an authority's in another part of the network, from where the way to a name may be
 * another one. It tells its authority what it sees by a line of their own, which is not drawn.
 */
export class VantagePoint extends Person {
  constructor(stage: Stage, node: Node) {
    super(stage, node, "vantage point");
  }

  /** Looks from here. */
  look(names: NameServer, what: Pick<Provision, "type" | "domain" | "token">, done: Seen): void {
    lookFor(this.node, names, what, done, undefined);
  }
}
