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
  /** Decrypted by the party's own code, from that packet she saw, with a secret she knows. */
  | { readonly by: "decrypted"; readonly event: EventId; readonly key: SecretId }
  /** Worked out from packets she saw, without any key: by a padding oracle, say. */
  | { readonly by: "computed"; readonly from: readonly EventId[]; readonly method: string }
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
  readonly #ranks = new Map<SecretId, number>();
  readonly #byBytes = new Map<string, SecretId>();
  /** Only these have to be searched for; keys are looked up. */
  readonly #texts: Secret[] = [];
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
    const key = keyOf(secret.kind, secret.bytes);
    const known = this.#byBytes.get(key);
    if (known !== undefined) return this.#secrets.get(known)!;
    let id = secret.id;
    for (let n = 2; this.#secrets.has(id); n++) id = `${secret.id}~${n}`;
    const entered = { ...secret, id };
    this.#ranks.set(id, this.#secrets.size);
    this.#secrets.set(id, entered);
    this.#byBytes.set(key, id);
    if (entered.kind === "text") this.#texts.push(entered);
    return entered;
  }

  secret(id: SecretId): Secret | undefined {
    return this.#secrets.get(id);
  }

  /** How the party came to know it, or `undefined` if it does not. */
  knows(node: NodeId, id: SecretId): Knowledge | undefined {
    return this.#knowledge.get(node)?.get(id);
  }

  /** The secrets these bytes are, or hold as a text, in the order they came into being. */
  among(bytes: Bytes): readonly Secret[] {
    const found = this.#texts.filter((secret) => indexOfBytes(bytes, secret.bytes) >= 0);
    // No key is so long that a whole notebook would have to be spelt out to look it up.
    if (bytes.length > 0 && bytes.length <= LONGEST_KEY) {
      for (const kind of KEY_KINDS) {
        const id = this.#byBytes.get(keyOf(kind, bytes));
        if (id !== undefined) found.push(this.#secrets.get(id)!);
      }
    }
    return found.length < 2
      ? found
      : found.toSorted((a, b) => this.#ranks.get(a.id)! - this.#ranks.get(b.id)!);
  }

  /** Those among them that the party did not know yet. */
  match(node: NodeId, bytes: Bytes): readonly Secret[] {
    return this.among(bytes).filter((secret) => !this.knows(node, secret.id));
  }

  /** Notes that a party knows a secret; the first way it came to know it stays. */
  record(knowledge: Knowledge): void {
    const known = this.#knowledge.get(knowledge.node) ?? new Map<SecretId, Knowledge>();
    this.#knowledge.set(knowledge.node, known);
    if (!known.has(knowledge.secret)) known.set(knowledge.secret, knowledge);
  }
}

const KEY_KINDS = ["private key", "traffic secret"] as const;
const LONGEST_KEY = 8192;

function keyOf(kind: SecretKind, bytes: Bytes): string {
  return `${kind}:${hex(bytes)}`;
}
