import { type Bytes, concat, EMPTY, encode, type Writer, written } from "../bytes/mod.ts";
import type { RandomSource } from "../crypto/mod.ts";
import {
  Alert,
  AlertDescription,
  AlertLevel,
  type AlertName,
  ContentType,
  HANDSHAKE_BODIES,
  HandshakeType,
  KeyUpdateRequest,
  MAX_PLAINTEXT,
} from "../wire/mod.ts";
import type { Ambient, CommonConfig } from "./config.ts";
import type { SecretLabel, TlsEvent } from "./event.ts";
import { type Fault, fault } from "./fault.ts";
import type { Asks, Out, Session } from "./machine.ts";
import type { Bodies } from "./protocol.ts";
import {
  Flight,
  innerRecords,
  type RecordOpener,
  RecordReader,
  type RecordSealer,
  RecordWriter,
} from "./record/layer.ts";
import {
  exported,
  nextTrafficSecret,
  trafficKeys,
  type TrafficSecret,
  Transcript,
} from "./schedule/mod.ts";

/** Makes keys for another protocol; without a context, TLS 1.3 takes an empty one. */
export type Exporter = (label: string, context: Bytes | undefined, length: number) => Bytes;

interface Direction {
  readonly session: Session;
  readonly secret: TrafficSecret;
  /** How often the keys were updated. */
  readonly generation: number;
}

/** What handlers act through: messages and alerts out, keys in, events noted. */
export class Outbox<C extends CommonConfig> implements Out<C> {
  /** What holds from here on; a server may want more in a second handshake than in the first. */
  config: C;
  readonly random: RandomSource;
  readonly now: () => number;
  readonly transcript: Transcript;
  readonly reader = new RecordReader();
  readonly writer = new RecordWriter();
  /** The messages of the version that is spoken. */
  bodies: Bodies = HANDSHAKE_BODIES;
  transcriptStarted = false;
  readKeysChanged = false;
  exporter: Exporter | undefined;
  earlyExporter: Exporter | undefined;
  /** Whether heartbeats are agreed on (RFC 6520). */
  heartbeats = false;
  /** Bytes of early data that may still come; for the server. */
  earlyDataLeft = 0;
  /** Once close_notify is said, nothing may follow it (RFC 9846 §6.1). */
  writingClosed = false;
  #events: TlsEvent[] = [];
  readonly #flight = new Flight();
  #changedCipherSpec = false;
  #question: ((answer: Bytes | undefined) => Fault | undefined) | undefined;
  #skippable: number | undefined;
  #early: { readonly sent: Bytes[]; left: number } | undefined;
  #reading: Direction | undefined;
  #writing: Direction | undefined;

  constructor(config: C, ambient: Ambient) {
    this.config = config;
    this.random = ambient.random;
    this.now = ambient.now;
    this.transcript = new Transcript(config.crypto);
    this.writer.padding = config.padding;
  }

  /** Whose end this is. */
  get role(): "CLIENT" | "SERVER" {
    return "chooseIdentity" in this.config ? "SERVER" : "CLIENT";
  }

  emit(event: TlsEvent): void {
    if (event.kind === "message") this.transcriptStarted = true;
    this.#events.push(event);
  }

  /** Tells of a heartbeat; during a handshake none is due an answer (RFC 6520 §4). */
  hearHeartbeat(content: Bytes, answers: boolean): Fault | undefined {
    if (!this.heartbeats) return fault("badRecordType", "A heartbeat that nobody agreed on");
    this.emit({ kind: "heartbeat", direction: "received", content });
    const { seams, memory } = this.config;
    const answer = answers ? seams.answerHeartbeat(content, memory?.() ?? EMPTY) : undefined;
    if (answer !== undefined) this.sendHeartbeat(answer);
    return undefined;
  }

  /** Takes early data, as far as they are allowed. */
  takeEarlyData(data: Bytes, empty: () => Fault | undefined): Fault | undefined {
    this.earlyDataLeft -= data.length;
    if (this.earlyDataLeft < 0) {
      return fault("tooMuchEarlyData", `${-this.earlyDataLeft} bytes more than allowed`);
    }
    if (data.length === 0) return empty();
    this.emit({ kind: "applicationData", data, early: true });
    return undefined;
  }

  readonly ask: Asks["ask"] = (question, conclude) => {
    this.#question = conclude;
    this.emit({ kind: "question", question });
  };

  /** Whether something was asked that nobody has answered yet. */
  get asking(): boolean {
    return this.#question !== undefined;
  }

  /** Takes away who waits for the answer. */
  takeQuestion(): ((answer: Bytes | undefined) => Fault | undefined) | undefined {
    const question = this.#question;
    this.#question = undefined;
    return question;
  }

  takeEvents(): TlsEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  send(name: string, body: unknown): void {
    const raw = this.#messageBytes(name, body);
    this.transcript.add(raw);
    this.#flight.add(raw);
    this.emit({ kind: "message", direction: "sent", message: name, raw });
  }

  /** Sends a message whose body is already spelt, and adds it to the transcript. */
  sendRaw(name: string, body: Bytes): void {
    const raw = this.#framed(name, (writer) => void writer.bytes(body));
    this.transcript.add(raw);
    this.#flight.add(raw);
    this.emit({ kind: "message", direction: "sent", message: name, raw });
  }

  /** Sends a message that is not part of the handshake (RFC 5246 §7.4.1.1). */
  sendUnhashed(name: string, body: unknown): Bytes {
    const raw = this.#messageBytes(name, body);
    this.#flight.add(raw);
    this.emit({ kind: "message", direction: "sent", message: name, raw });
    return raw;
  }

  get trafficSecrets(): { readonly reading: TrafficSecret; readonly writing: TrafficSecret } {
    return { reading: this.#reading!.secret, writing: this.#writing!.secret };
  }

  /** Sends change_cipher_spec under the old keys; from here on records are sealed with these. */
  changeCipherSpecTo(sealer: RecordSealer): void {
    this.flush();
    this.writer.write(ContentType.change_cipher_spec, Uint8Array.of(1));
    this.writer.install(sealer);
  }

  /** A warning that ends nothing. */
  warn(alert: AlertName): void {
    this.sendAlert(AlertLevel.warning, alert);
    this.emit({ kind: "alert", direction: "sent", alert });
  }

  secret({ suite, clientRandom, kdf }: Session, label: SecretLabel, secret: Bytes): void {
    this.emit({ kind: "secret", label, secret, clientRandom, cipherSuite: suite.name });
    const exporter: Exporter = (label, context = EMPTY, length) =>
      exported(kdf, secret, label, context, length);
    if (label === "EXPORTER_SECRET") this.exporter = exporter;
    if (label === "EARLY_EXPORTER_SECRET") this.earlyExporter = exporter;
  }

  exportFrom(exporter: Exporter): void {
    this.exporter = exporter;
  }

  allowHeartbeats(): void {
    this.heartbeats = true;
  }

  /** Sends a heartbeat as it is, in as many records as it takes. */
  sendHeartbeat(message: Bytes): void {
    const { room } = this.writer;
    for (let start = 0; start < message.length; start += room) {
      this.writer.write(ContentType.heartbeat, message.subarray(start, start + room));
    }
    this.emit({ kind: "heartbeat", direction: "sent", content: message });
  }

  readKeys(session: Session, secret: TrafficSecret): void {
    this.#installRead({ session, secret, generation: 0 });
  }

  writeKeys(session: Session, secret: TrafficSecret): void {
    this.#installWrite({ session, secret, generation: 0 });
  }

  protectReading(opener: RecordOpener): void {
    this.reader.install(opener);
    this.readKeysChanged = true;
  }

  protectWriting(sealer: RecordSealer): void {
    this.flush(); // what waits still belongs under the old keys
    this.writer.install(sealer);
  }

  writeClear(): void {
    this.flush();
    this.writer.uninstall();
  }

  get earlyDataOpen(): boolean {
    return this.#early !== undefined;
  }

  openEarlyData(limit: number): void {
    this.#early = { sent: [], left: limit };
  }

  sendEarlyData(data: Bytes): void {
    const early = this.#early!;
    if (data.length > early.left) {
      throw new RangeError(
        `Cannot send ${data.length} bytes early: the ticket allows ${early.left} more`,
      );
    }
    early.left -= data.length;
    early.sent.push(data.slice());
    this.sendData(data);
  }

  earlyDataAnswered(accepted: boolean): void {
    const data = concat(...this.#early!.sent);
    this.emit({ kind: "earlyData", accepted, data, sent: data.length > 0 });
    if (!accepted) this.#early = undefined;
  }

  closeEarlyData(): void {
    this.#early = undefined;
  }

  expectEarlyData(limit: number): void {
    this.earlyDataLeft = limit;
  }

  changeCipherSpec(): void {
    if (!this.config.middleboxCompatibility || this.#changedCipherSpec) return;
    this.#changedCipherSpec = true;
    this.flush(); // what waits was said before
    this.writer.writeChangeCipherSpec();
  }

  limitRecords(limit: number): void {
    this.writer.limit = Math.min(limit, MAX_PLAINTEXT + 1);
    this.reader.limit = this.config.recordSizeLimit ?? MAX_PLAINTEXT + 1;
  }

  skipEarlyData(limit: number): void {
    this.#skippable = limit;
  }

  stopSkipping(): void {
    this.#skippable = undefined;
  }

  /** Whether a record of that length may be passed over as early data. */
  skip(length: number): boolean {
    if (this.#skippable === undefined) return false;
    this.#skippable -= length;
    return this.#skippable >= 0;
  }

  sendData(plaintext: Bytes): void {
    const { room } = this.writer;
    for (let start = 0; start === 0 || start < plaintext.length; start += room) {
      // TLS 1.2 has no way of changing keys but another handshake.
      const changeable = this.#writing !== undefined && !this.#early;
      if (changeable && this.writer.sequence >= this.config.recordsPerKey) {
        this.updateWriteKeys(false);
      }
      const whole = plaintext.length <= room; // as it mostly is: then no view is needed
      const piece = whole ? plaintext : plaintext.subarray(start, start + room);
      this.writer.write(ContentType.application_data, piece);
    }
  }

  sendAlert(level: number, alert: AlertName): void {
    this.flush();
    const description = AlertDescription[alert];
    this.writer.write(ContentType.alert, encode(Alert, { level, description }));
  }

  updateWriteKeys(requestPeer: boolean): void {
    const { update_requested, update_not_requested } = KeyUpdateRequest;
    const body = { requestUpdate: requestPeer ? update_requested : update_not_requested };
    // Not part of the handshake transcript: it comes after the handshake (RFC 9846 §4.1).
    this.sendUnhashed("key_update", body);
    this.#installWrite(this.#next(this.#writing!, this.role));
  }

  keyUpdate(requested: boolean): Fault | undefined {
    this.#installRead(this.#next(this.#reading!, this.#peer()));
    if (requested && !this.writingClosed) this.updateWriteKeys(false);
    return undefined;
  }

  /** Writes the waiting handshake messages, together where they may share a record. */
  flush(): void {
    if (this.#flight.empty) return;
    this.writer.write(ContentType.handshake, this.#flight.take());
  }

  drain(): Bytes {
    this.flush();
    return this.writer.drain();
  }

  #installRead(direction: Direction): void {
    this.#reading = direction;
    this.protectReading(this.#protection(direction));
  }

  #installWrite(direction: Direction): void {
    this.#writing = direction;
    this.protectWriting(this.#protection(direction));
  }

  #protection({ session: { kdf, suite }, secret }: Direction) {
    const keys = trafficKeys(kdf, suite, secret);
    return innerRecords(this.config.seams.protectRecords(this.config.crypto, suite, keys));
  }

  #next({ session, secret, generation }: Direction, role: "CLIENT" | "SERVER"): Direction {
    const next = nextTrafficSecret(session.kdf, secret);
    this.secret(session, `${role}_TRAFFIC_SECRET_${generation + 1}`, next);
    return { session, secret: next, generation: generation + 1 };
  }

  #peer(): "CLIENT" | "SERVER" {
    return this.role === "CLIENT" ? "SERVER" : "CLIENT";
  }

  #messageBytes(name: string, body: unknown): Bytes {
    const codec = this.bodies[name];
    if (codec === undefined) {
      throw new Error(`Cannot send ${name}: the version that is spoken has no such message`);
    }
    return this.#framed(name, (writer) => codec.write(writer, body));
  }

  /** A handshake message, header and body in one go. */
  #framed(name: string, body: (writer: Writer) => void): Bytes {
    const type = (HandshakeType as unknown as Readonly<Record<string, number>>)[name]!;
    return written((writer) => void writer.u8(type).prefixed(3, () => body(writer)));
  }
}
