import { type Caa, caaData, type Node, RecordType, Resolver, txtData } from "../net/mod.ts";
import { Person } from "./person.ts";
import type { Stage } from "./stage.ts";

/** Answers questions about names, as their owners have told it (RFC 1034), signed by nobody. */
export class NameServer extends Person {
  readonly #resolver: Resolver;

  constructor(stage: Stage, node: Node) {
    super(stage, node, "name server");
    this.#resolver = new Resolver(node);
  }

  /** Says where a name leads. */
  leads(name: string, to: Person): void {
    this.#resolver.set(name, to.node.address);
  }

  /** Gives a name a text, in place of those it had. */
  text(name: string, text: string): void {
    this.#resolver.setRecords(name, RecordType.TXT, [txtData(text)]);
  }

  /** Says who may issue certificates for a name (RFC 8659), in place of what it said before. */
  mayIssue(name: string, ...values: readonly string[]): void {
    const records = values.map((value): Caa => ({ critical: false, tag: "issue", value }));
    this.#resolver.setRecords(name, RecordType.CAA, records.map(caaData));
  }
}
