import { type Bytes, decodeTrusted } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import {
  Alert,
  ContentType,
  encryptThenMac,
  HANDSHAKE_HEADER_LENGTH,
  ServerHello,
} from "../../wire/mod.ts";
import { decode } from "../../bytes/mod.ts";
import type { TlsEvent } from "../event.ts";
import { Fault } from "../fault.ts";
import type { RecordProtection12 } from "../record/protection12.ts";
import type { FramedRecord } from "../record/framer.ts";
import { TLS12 } from "../tls12/dialect.ts";
import { directionKeys } from "../tls12/session.ts";
import { TLS12_SUITES } from "../tls12/suite.ts";
import { noble } from "../testing.ts";

type Role = "client" | "server";

/** Seals and opens records of TLS 1.2 with keys from an engine's own events. */
export class Voice12 {
  readonly #events: readonly TlsEvent[];
  readonly #role: Role;
  #epoch = 0;
  #sequence = 0;
  #sealer: RecordProtection12 | undefined;

  /** @param role whose voice it is, the peer of whoever told these events */
  constructor(role: Role, events: readonly TlsEvent[]) {
    this.#role = role;
    this.#events = events;
  }

  /** How often the victim has changed its reading keys. */
  get epoch(): number {
    const changes = this.#events.filter((event) =>
      event.kind === "state" && event.from === "WAIT_CHANGE_CIPHER_SPEC" &&
      event.to === "WAIT_FINISHED"
    );
    return changes.length;
  }

  /** A record under the present key. */
  sealed(type: number, content: Bytes): Bytes {
    if (this.epoch !== this.#epoch) {
      this.#epoch = this.epoch;
      this.#sequence = 0;
      this.#sealer = this.#protection(this.#epoch - 1, this.#role);
    }
    return this.#sealer!.seal(this.#sequence++, type, content);
  }

  /** The content of an alert that the victim sealed, whatever key and number it is under. */
  openAlert(record: FramedRecord): Bytes | undefined {
    if (record.type !== ContentType.alert) return undefined;
    const writer = this.#role === "client" ? "server" : "client";
    for (let epoch = 0; epoch < this.#secrets().length; epoch++) {
      const protection = this.#protection(epoch, writer);
      for (let sequence = 0; sequence < 8; sequence++) {
        const content = protection.open(sequence, record);
        if (!(content instanceof Fault) && decode(Alert, content).ok) return content;
      }
    }
    return undefined;
  }

  #secrets() {
    return this.#events.flatMap((event) => event.kind === "secret" ? [event] : []);
  }

  #protection(epoch: number, writer: Role): RecordProtection12 {
    const { secret, clientRandom, cipherSuite } = this.#secrets()[epoch]!;
    const hello = this.#serverHellos()[epoch]!;
    const suite = TLS12_SUITES.find(({ name }) => name === cipherSuite)!;
    const both = hello.extensions?.some(({ type }) => type === encryptThenMac.type) ?? false;
    const keys = directionKeys({
      dialect: TLS12,
      suite,
      kit: { crypto: noble, hash: suite.hash },
      randoms: { client: clientRandom, server: hello.random },
    }, secret);
    return TLS12.protectRecords({
      crypto: noble,
      suite,
      version: TLS12.version,
      keys: keys[writer],
      encryptThenMac: both,
      random: seededRandom(3, "voice"),
    });
  }

  #serverHellos(): readonly ServerHello[] {
    return this.#events.flatMap((event) =>
      event.kind === "message" && event.message === "server_hello"
        ? [decodeTrusted(ServerHello, event.raw.subarray(HANDSHAKE_HEADER_LENGTH))]
        : []
    );
  }
}
