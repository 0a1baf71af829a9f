import { type Bytes, decode, encode } from "../../bytes/mod.ts";
import {
  Alert,
  AlertDescription,
  CipherSuite,
  ContentType,
  decodeInner,
  ProtocolVersion,
  Record,
} from "../../wire/mod.ts";
import type { Connection } from "../connection.ts";
import type { SecretLabel, TlsEvent } from "../event.ts";
import { RecordFramer } from "../record/framer.ts";
import { aeadProtection, innerPlaintext, type RecordProtection } from "../record/protection.ts";
import { trafficKeys } from "../schedule/mod.ts";
import { suiteOf } from "../suites.ts";
import { noble } from "../testing.ts";
import { Voice12 } from "./voice12.ts";

type AnyConnection = Pick<Connection<never>, "state" | "version">;

/** Seals records as the peer of an engine would, with keys from the engine's own events. */
export class Voice {
  readonly #role: "CLIENT" | "SERVER";
  readonly #victim: AnyConnection;
  readonly #events: readonly TlsEvent[];
  readonly #voice12: Voice12;
  #label: SecretLabel | undefined;
  #sequence = 0;

  /** @param role whose voice it is */
  constructor(role: "client" | "server", victim: AnyConnection, events: readonly TlsEvent[]) {
    this.#role = role === "client" ? "CLIENT" : "SERVER";
    this.#victim = victim;
    this.#events = events;
    this.#voice12 = new Voice12(role, events);
  }

  /** One record under the key that the victim expects now; in the clear before there is one. */
  record(type: number, content: Bytes, padding = 0): Bytes {
    if (this.#older) {
      return this.#voice12.epoch > 0 ? this.#voice12.sealed(type, content) : clear(type, content);
    }
    const keyed = this.#expected() !== undefined && type !== ContentType.change_cipher_spec;
    return keyed ? this.sealed(type, content, padding) : clear(type, content);
  }

  /** A record under the present key whatever its type: change_cipher_spec has no business there. */
  sealed(type: number, content: Bytes, padding = 0): Bytes {
    return this.sealedInner(innerPlaintext(type, content, padding));
  }

  get #older(): boolean {
    return this.#victim.version !== "TLS 1.3";
  }

  /** A record with any octets for an inner plaintext. */
  sealedInner(inner: Bytes): Bytes {
    const label = this.#expected();
    if (label === undefined) throw new Error("Cannot seal a record: there are no keys yet");
    if (label !== this.#label) this.#sequence = 0;
    this.#label = label;
    return this.#protection(label)!.seal(this.#sequence++, inner);
  }

  /** The victim changes its reading keys when its state says so, or when it is told to. */
  #expected(): SecretLabel | undefined {
    const known = this.#events.flatMap((event) =>
      event.kind === "secret" && event.label.startsWith(this.#role) ? [event.label] : []
    );
    if (known.length === 0) return undefined;
    if (/^(CONNECTED|LATE_)/.test(this.#victim.state)) return known.at(-1);
    const epoch = this.#victim.state === "WAIT_EOED" ? "EARLY" : "HANDSHAKE";
    return known.find((label) => label.includes(epoch));
  }

  #protection(label: SecretLabel): RecordProtection | undefined {
    const found = this.#events.find((event) => event.kind === "secret" && event.label === label);
    return found?.kind === "secret" ? protectionOf(found) : undefined;
  }

  /** The last alert among what the victim wrote, whatever key it is under. */
  lastAlert(written: readonly Bytes[]): string | undefined {
    const framer = new RecordFramer();
    for (const bytes of written) framer.push(bytes);
    let last: string | undefined;
    for (let record = framer.next(); record !== undefined; record = framer.next()) {
      if (!("bytes" in record)) throw new Error(`Cannot read the victim: ${record.detail}`);
      const inTheClear = record.type === ContentType.alert && record.fragment.length === 2;
      const content = inTheClear
        ? record.fragment
        : this.#older
        ? this.#voice12.openAlert(record)
        : this.#openAlert(record.bytes);
      const alert = content && decode(Alert, content);
      if (alert?.ok) last = AlertDescription.label(alert.value.description);
    }
    return last;
  }

  /** Tries every secret and the first few record numbers: a test can afford that. */
  #openAlert(record: Bytes): Bytes | undefined {
    for (const event of this.#events) {
      if (event.kind !== "secret" || event.label.startsWith(this.#role)) continue;
      const protection = protectionOf(event);
      for (let sequence = 0; sequence < 8; sequence++) {
        const inner = protection?.open(sequence, record);
        const opened = inner && decodeInner(inner);
        if (opened?.type === ContentType.alert) return opened.content;
      }
    }
    return undefined;
  }
}

function protectionOf(
  { secret, cipherSuite }: Extract<TlsEvent, { kind: "secret" }>,
): RecordProtection | undefined {
  const value = CipherSuite.entries.find(([name]) => name === cipherSuite)?.[1];
  const suite = value === undefined ? undefined : suiteOf(value);
  if (suite === undefined) return undefined;
  const kdf = { crypto: noble, hash: suite.hash, length: suite.hashLength };
  return aeadProtection(noble, suite, trafficKeys(kdf, suite, secret));
}

/** A record in the clear. */
export function clear(type: number, fragment: Bytes): Bytes {
  return encode(Record, { type, legacyRecordVersion: ProtocolVersion["TLS 1.2"], fragment });
}
