import { type Bytes, utf8 } from "../bytes/mod.ts";
import type { Node } from "../net/mod.ts";
import type { EventId, How, Knowledge, Recorder, Secret, SecretId } from "../trace/mod.ts";
import type { Stage } from "./stage.ts";

/** A text that somebody keeps to herself; in a template it is its own words. */
export class SecretText {
  constructor(readonly id: SecretId, readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** Somebody with a machine of her own. */
export class Person {
  constructor(readonly stage: Stage, readonly node: Node, readonly role: string) {}

  get name(): string {
    return this.node.name;
  }

  protected get recorder(): Recorder {
    return this.stage.world.trace;
  }

  /** The person makes up a text that nobody else knows. */
  types(title: string, text: string): SecretText {
    return this.#keep(title, text, { by: "typed" });
  }

  /** Something true about the person that others might like to know. */
  keepsToHerself(title: string, text: string): SecretText {
    return this.#keep(title, text, { by: "typed" });
  }

  /** The person knows the text from before the story begins: a bank knows its clients' PINs. */
  knowsAlready({ id, text }: SecretText): void {
    const secret = { id, title: id, kind: "text" as const, bytes: utf8(text) };
    this.recorder.create(this.name, secret, { by: "configured" });
  }

  /**
   * How the person came to know a secret, proved by bytes; `undefined` if she does not know it.
   * Asked for by a verdict, the answer becomes its evidence.
   */
  knows({ id }: Pick<Secret, "id">): Knowledge | undefined {
    const knowledge = this.recorder.ledger.knows(this.name, id);
    if (knowledge !== undefined) this.stage.evidence.add(knowledge.event);
    return knowledge;
  }

  /** Lays bytes from the person's own notebook on the table. */
  learn(bytes: Bytes, how: How, cause?: EventId): readonly SecretId[] {
    return this.recorder.submit(this.name, bytes, how, cause);
  }

  note(text: string, cause?: EventId): EventId {
    return this.recorder.record(this.name, { kind: "note", text }, cause);
  }

  #keep(title: string, planned: string, how: How): SecretText {
    const text = this.stage.wording(title, planned);
    const { id } = this.recorder.create(
      this.name,
      { id: title, title, kind: "text", bytes: utf8(text) },
      how,
    );
    return new SecretText(id, text);
  }
}
