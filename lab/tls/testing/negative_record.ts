/** What a peer must not do with records, whichever side it is. */
import { encode, utf8, Writer } from "../../bytes/mod.ts";
import {
  AlertDescription,
  ContentType,
  HANDSHAKE_BODIES,
  HandshakeType,
  MAX_PLAINTEXT,
} from "../../wire/mod.ts";
import { type PairOptions, testRoot } from "../testing.ts";
import { type NegativeCase, told } from "./edit.ts";
import { message, type Role, type Stage } from "./stage.ts";
import { clear } from "./voice.ts";

const { alert, application_data, change_cipher_spec, handshake } = ContentType;
/** The header of a record, with nothing behind it. */
const header = (type: number, length: number) =>
  new Writer(5).u8(type).u16(0x0303).u16(length).finish();
const keyUpdate = message(
  HandshakeType.key_update,
  encode(HANDSHAKE_BODIES.key_update, { requestUpdate: 0 }),
);

const LIMITS: PairOptions = {
  client: { recordSizeLimit: 2000 },
  server: { recordSizeLimit: 2000 },
};

function again(times: number, say: () => unknown): void {
  for (let i = 0; i < times; i++) say();
}

const alice = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });

/** Where even a complaint must be protected: a client has keys, or a server has seen the client's. */
export const CLEAR_ALERT_CASES: readonly NegativeCase[] = [
  ...["WAIT_EE", "WAIT_CERT_CR", "WAIT_FINISHED"].map((state) =>
    told(
      "client",
      state,
      "a fatal alert in the clear",
      "unprotectedRecord",
      (s) => s.hear(clear(alert, Uint8Array.of(2, AlertDescription.handshake_failure))),
    )
  ),
  told(
    "server",
    "WAIT_CV",
    "a fatal alert in the clear, behind a protected record",
    "unprotectedRecord",
    (s) => s.hear(clear(alert, Uint8Array.of(2, AlertDescription.handshake_failure))),
    { client: { identity: alice }, server: { clientCertificate: "require" } },
  ),
];

/** The victim, and the state before it has keys. */
const sides: readonly (readonly [Role, string])[] = [["client", "WAIT_SH"], ["server", "START"]];

export const RECORD_CASES: readonly NegativeCase[] = sides.flatMap(([role, first]) => {
  const early = (
    what: string,
    reason: NegativeCase["reason"],
    say: (stage: Stage) => unknown,
  ) => told(role, first, `to the ${role}: ${what}`, reason, say);
  /** With keys in place and the handshake not done. */
  const midway = (
    what: string,
    reason: NegativeCase["reason"],
    say: (stage: Stage) => unknown,
  ) => {
    const state = role === "client" ? "WAIT_EE" : "WAIT_FINISHED";
    return told(role, state, `to the ${role}: ${what}`, reason, say);
  };
  const late = (
    what: string,
    reason: NegativeCase["reason"],
    say: (stage: Stage) => unknown,
    options?: PairOptions,
  ) => told(role, "CONNECTED", `to the ${role}: ${what}`, reason, say, options);
  const half = message(role === "client" ? 2 : 1, new Uint8Array(50)).subarray(0, 20);
  return [
    early("a record of an unknown type", "badRecordType", (s) => s.hear(header(71, 5))),
    early("HTTP", "badRecordType", (s) => s.hear(utf8("GET / HTTP/1.1\r\n\r\n"))),
    early(
      "a header that promises too much in the clear",
      "recordTooLong",
      (s) => s.hear(header(handshake, MAX_PLAINTEXT + 1)),
    ),
    late(
      "a header that promises too much",
      "recordTooLong",
      (s) => s.hear(header(application_data, MAX_PLAINTEXT + 257)),
    ),
    late(
      "content above the limit",
      "recordTooLong",
      (s) => s.say(application_data, new Uint8Array(MAX_PLAINTEXT + 1)),
    ),
    late(
      "padding above the limit",
      "recordTooLong",
      (s) => s.say(application_data, utf8("x"), MAX_PLAINTEXT),
    ),
    early(
      "a handshake record without content",
      "emptyRecord",
      (s) => s.hear(clear(handshake, new Uint8Array(0))),
    ),
    early(
      "an alert without content",
      "emptyRecord",
      (s) => s.hear(clear(alert, new Uint8Array(0))),
    ),
    late(
      "a sealed handshake record without content",
      "emptyRecord",
      (s) => s.say(handshake, new Uint8Array(0), 5),
    ),
    late("a sealed alert without content", "emptyRecord", (s) => s.say(alert, new Uint8Array(0))),
    late("an alert of one byte", "badAlert", (s) => s.say(alert, Uint8Array.of(1))),
    late("two alerts in one record", "badAlert", (s) => s.say(alert, Uint8Array.of(1, 90, 1, 0))),
    late(
      "nothing but zeros",
      "badInnerPlaintext",
      (s) => s.hear(s.voice.sealedInner(new Uint8Array(9))),
    ),
    late(
      "an empty inner plaintext",
      "badInnerPlaintext",
      (s) => s.hear(s.voice.sealedInner(new Uint8Array(0))),
    ),
    late("a record with one wrong bit", "badRecordMac", (s) => {
      const record = s.voice.record(application_data, utf8("pay alice"));
      record[record.length - 20]! ^= 1;
      s.hear(record);
    }),
    late(
      "a record shorter than a tag",
      "badRecordMac",
      (s) => s.hear(clear(application_data, new Uint8Array(15))),
    ),
    late(
      "a record of no length",
      "badRecordMac",
      (s) => s.hear(clear(application_data, new Uint8Array(0))),
    ),
    late("a record twice", "badRecordMac", (s) => {
      const record = s.voice.record(application_data, utf8("pay alice"));
      s.hear(record).hear(record);
    }),
    late("a record too early", "badRecordMac", (s) => {
      s.voice.record(application_data, utf8("first"));
      s.hear(s.voice.record(application_data, utf8("second")));
    }),
    late(
      "a handshake message in the clear",
      "unprotectedRecord",
      (s) => s.hear(clear(handshake, keyUpdate)),
    ),
    late(
      "an alert in the clear",
      "unprotectedRecord",
      (s) => s.hear(clear(alert, Uint8Array.of(2, 40))),
    ),
    ...(["close_notify", "user_canceled"] as const).map((name) =>
      midway(
        `a ${name} in the clear`,
        "unprotectedRecord",
        (s) => s.hear(clear(alert, Uint8Array.of(2, AlertDescription[name]))),
      )
    ),
    midway(
      "an alert in the clear that is none",
      "unprotectedRecord",
      (s) => s.hear(clear(alert, Uint8Array.of(2))),
    ),
    early(
      "data before there are keys",
      "badRecordType",
      (s) => s.hear(clear(application_data, utf8("hello"))),
    ),
    early(
      "an empty record of data before there are keys",
      "badRecordType",
      (s) => s.hear(clear(application_data, new Uint8Array(0))),
    ),
    early(
      "an alert inside a message",
      "interleavedHandshake",
      (s) => s.hear(clear(handshake, half)).hear(clear(alert, Uint8Array.of(1, 90))),
    ),
    midway(
      "change_cipher_spec inside a message",
      "interleavedHandshake",
      (s) => s.say(handshake, Uint8Array.of(8, 0)).say(change_cipher_spec, Uint8Array.of(1)),
    ),
    late(
      "data inside a message",
      "interleavedHandshake",
      (s) => s.say(handshake, keyUpdate.subarray(0, 2)).say(application_data, utf8("x")),
    ),
    late(
      "change_cipher_spec",
      "badChangeCipherSpec",
      (s) => s.say(change_cipher_spec, Uint8Array.of(1)),
    ),
    late(
      "a message longer than any",
      "messageTooLong",
      (s) => s.say(handshake, Uint8Array.of(24, 0xff, 0xff, 0xff)),
    ),
    early(
      "a first message longer than any",
      "messageTooLong",
      (s) => s.hear(clear(handshake, Uint8Array.of(2, 0x02, 0, 1))),
    ),
    late(
      "empty records without end",
      "noProgress",
      (s) => again(10_001, () => s.say(application_data, new Uint8Array(0))),
    ),
    late(
      "key updates without end",
      "noProgress",
      (s) => again(1_001, () => s.say(handshake, keyUpdate)),
    ),
    late(
      "warnings without end",
      "noProgress",
      (s) => again(33, () => s.say(alert, Uint8Array.of(1, 90))),
    ),
    midway(
      "change_cipher_spec without end",
      "noProgress",
      (s) => again(33, () => s.say(change_cipher_spec, Uint8Array.of(1))),
    ),
    late(
      "more than was announced in record_size_limit",
      "recordTooLong",
      (s) => s.say(application_data, new Uint8Array(2000)),
      LIMITS,
    ),
    late(
      "padding beyond record_size_limit",
      "recordTooLong",
      (s) => s.say(application_data, utf8("x"), 1999),
      LIMITS,
    ),
  ];
});
