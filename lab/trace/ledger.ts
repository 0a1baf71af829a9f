import { type Bytes, hex, indexOfBytes } from "../bytes/mod.ts";
import type { EventId, NodeId } from "./event.ts";

export type SecretId = string;

/** How a party came to know a secret. */
export type How =
  | { readonly by: "generated" }
  | { readonly by: "typed" }
  | { readonly by: "configured" }
  | { readonly by: "derived"; readonly from: string }
  /** Told by the peer, in a message meant for the party. */
  | { readonly by: "received"; readonly event: EventId }
  /** Read in the clear from that packet. */
  | { readonly by: "read"; readonly event: EventId }
  /** Decrypted from that packet with a key of the party's own. */
  | { readonly by: "opened"; readonly event: EventId; readonly key: SecretId }
  | { readonly by: "guessed"; readonly asks: number }
  /** Handed over by the scenario, which says so openly. */
  | { readonly by: "granted"; readonly why: string };

export type SecretKind = "private key" | "traffic secret" | "text";

/** Something worth knowing. */
export interface Secret {
  readonly id: SecretId;
  /** What a diagram calls it: `PIN`, `private key of bank.example`. */
  readonly title: string;
  readonly kind: SecretKind;
  readonly bytes: Bytes;
}

/** Proof that a party knows a secret: the event at which it first held these very bytes. */
export interface Knowledge {
  readonly secret: SecretId;
  readonly node: NodeId;
  readonly event: EventId;
  readonly how: How;
}

/**
 * Who knows what. Knowledge is proved, never claimed: a party submits bytes it holds, and knows
 * exactly the secrets whose bytes those are. A text also counts as known when it stands inside a
 * longer text that the party holds.
 */
export class Ledger {
  readonly #secrets = new Map<SecretId, Secret>();
  readonly #byBytes = new Map<string, SecretId>();
  readonly #knowledge = new Map<NodeId, Map<SecretId, Knowledge>>();

  /** Every secret, in the order they came into being. */
  get secrets(): readonly Secret[] {
    return [...this.#secrets.values()];
  }

  /** Everything everybody knows, party by party. */
  get knowledge(): readonly Knowledge[] {
    return [...this.#knowledge.values()].flatMap((known) => [...known.values()]);
  }

  /**
   * Enters a secret, or finds the one that has these bytes already: two ends that derive one
   * traffic secret share one entry.
   *
   * @throws {RangeError} if it has no bytes: everybody would know it
   */
  enter(secret: Secret): Secret {
    if (secret.bytes.length === 0) {
      throw new RangeError(`Cannot enter secret "${secret.id}": it has no bytes`);
    }
    const key = `${secret.kind}:${hex(secret.bytes)}`;
    const known = this.#byBytes.get(key);
    if (known !== undefined) return this.#secrets.get(known)!;
    let id = secret.id;
    for (let n = 2; this.#secrets.has(id); n++) id = `${secret.id}~${n}`;
    const entered = { ...secret, id };
    this.#secrets.set(id, entered);
    this.#byBytes.set(key, id);
    return entered;
  }

  secret(id: SecretId): Secret | undefined {
    return this.#secrets.get(id);
  }

  /** How the party came to know it, or `undefined` if it does not. */
  knows(node: NodeId, id: SecretId): Knowledge | undefined {
    return this.#knowledge.get(node)?.get(id);
  }

  /** The secrets these bytes are, or hold as a text, and the party did not know yet. */
  match(node: NodeId, bytes: Bytes): readonly Secret[] {
    return this.secrets.filter((secret) =>
      !this.knows(node, secret.id) &&
      (secret.kind === "text"
        ? indexOfBytes(bytes, secret.bytes) >= 0
        : bytes.length === secret.bytes.length && hex(bytes) === hex(secret.bytes))
    );
  }

  /** Notes that a party knows a secret; the first way it came to know it stays. */
  record(knowledge: Knowledge): void {
    const known = this.#knowledge.get(knowledge.node) ?? new Map<SecretId, Knowledge>();
    this.#knowledge.set(knowledge.node, known);
    if (!known.has(knowledge.secret)) known.set(knowledge.secret, knowledge);
  }
}
