/** What a server of TLS 1.2 must not say, and what a client answers. */
import { type Bytes, concat, EMPTY, encode } from "../../bytes/mod.ts";
import { rsaFixture } from "../../crypto/mod.ts";
import { CipherSuite, ProtocolVersion, ServerDhParams, type ServerHello } from "../../wire/mod.ts";
import { DOWNGRADED_TO_TLS11, DOWNGRADED_TO_TLS12 } from "../downgrade.ts";
import type { Reason } from "../reason.ts";
import { type PairOptions, testRoot } from "../testing.ts";
import { data, flip, minus, type NegativeCase, plus, told, twice } from "./edit.ts";
import { spoilt12 } from "./edit12.ts";
import { again12, RESUMPTIONS, tls12 } from "./resume12.ts";
import { message, Stage } from "./stage.ts";
import { clear } from "./voice.ts";

const {
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
  TLS_RSA_WITH_AES_128_GCM_SHA256,
  TLS_DHE_RSA_WITH_AES_128_GCM_SHA256,
  TLS_AES_128_GCM_SHA256,
} = CipherSuite;

const PLAIN = tls12();
/** A client that could do better than its server. */
const NEWER: PairOptions = {
  client: { versions: [ProtocolVersion["TLS 1.3"], ProtocolVersion["TLS 1.2"]] },
  server: tls12().server!,
};
const OF_ONE_SUITE = (value: number): PairOptions =>
  tls12({
    client: { cipherSuites: [value] },
    server: { cipherSuites: [value] },
    leaf: { key: rsaFixture("rsa-2048-a") },
  });
const RSA = OF_ONE_SUITE(TLS_RSA_WITH_AES_128_GCM_SHA256);
const DHE = OF_ONE_SUITE(TLS_DHE_RSA_WITH_AES_128_GCM_SHA256);

const hello = (
  what: string,
  reason: Reason,
  change: (body: ServerHello) => ServerHello,
  options: PairOptions = PLAIN,
) => spoilt12("client", "server_hello", what, reason, change, options);

const marked = (mark: Bytes) => (body: ServerHello): ServerHello => ({
  ...body,
  random: concat(body.random.subarray(0, 24), mark),
});

export const SERVER_HELLO_CASES_12: readonly NegativeCase[] = [
  hello("TLS 1.1", "selectedUnofferedVersion", (body) => ({ ...body, legacyVersion: 0x0302 })),
  hello("a suite that was not offered", "selectedUnofferedCipherSuite", (body) => ({
    ...body,
    cipherSuite: TLS_RSA_WITH_AES_128_GCM_SHA256,
  })),
  hello("a suite of TLS 1.3", "selectedUnofferedCipherSuite", (body) => ({
    ...body,
    cipherSuite: TLS_AES_128_GCM_SHA256,
  }), NEWER),
  hello("compression", "badCompressionMethods", (body) => ({
    ...body,
    legacyCompressionMethod: 1,
  })),
  hello("heartbeat, unasked", "unsolicitedExtension", plus("heartbeat", Uint8Array.of(1))),
  hello("an extension twice", "duplicateExtension", twice),
  hello("supported_groups", "misplacedExtension", plus("supported_groups")),
  hello(
    "another protocol",
    "selectedUnofferedProtocol",
    data("application_layer_protocol_negotiation", flip),
    tls12({ client: { alpn: ["h2"] }, server: { alpn: ["h2"] } }),
  ),
  hello(
    "a record_size_limit of 63",
    "badRecordSizeLimit",
    data("record_size_limit", () => Uint8Array.of(0, 63)),
    tls12({ client: { recordSizeLimit: 100 }, server: { recordSizeLimit: 100 } }),
  ),
  hello(
    "a handshake before that there was not",
    "unboundRenegotiation",
    data("renegotiation_info", () => Uint8Array.of(1, 7)),
  ),
  hello("the mark of TLS 1.3", "downgradeDetected", marked(DOWNGRADED_TO_TLS12), NEWER),
  hello("the mark of TLS 1.2", "downgradeDetected", marked(DOWNGRADED_TO_TLS11), NEWER),
  {
    what: "an echo of an id that names no session in server_hello",
    reason: "resumedUnoffered",
    play: echoed,
  },
];

/** The server pretends to know the dummy id of a client that also speaks TLS 1.3. */
function echoed(): Stage {
  const stage = new Stage("client", NEWER).start();
  const { raw } = stage.before("server_hello");
  const sent = stage.events.flatMap((event) => event.kind === "message" ? [event.raw] : [])[0]!;
  const id = sent.subarray(4 + 2 + 32, 4 + 2 + 32 + 1 + 32);
  const [head, tail] = [raw.subarray(4, 4 + 34), raw.subarray(4 + 35)];
  return stage.tell(message(2, concat(head, id, tail)));
}

const later = (
  name: keyof typeof RESUMPTIONS,
  what: string,
  reason: Reason,
  change: (body: ServerHello) => ServerHello,
): NegativeCase => {
  const options = again12(RESUMPTIONS[name]!());
  return hello(`${what} after ${name}`, reason, change, options);
};

/** An abbreviated handshake is held to what the session was. */
export const RESUMPTION_CASES_12: readonly NegativeCase[] = Object.keys(RESUMPTIONS).flatMap(
  (name) => [
    later(name, "another suite", "resumedUnoffered", (body) => ({
      ...body,
      cipherSuite: body.cipherSuite === TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
        ? TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
        : TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    })),
    later(name, "no extended main secret", "mixedMainSecrets", minus("extended_main_secret")),
    later(name, "another random", "badFinished", (body) => ({
      ...body,
      random: flip(body.random),
    })),
  ],
);

const weakGroup = encode(ServerDhParams, {
  dhP: new Uint8Array(64).fill(0xff),
  dhG: Uint8Array.of(2),
  dhYs: new Uint8Array(64).fill(3),
});
const evenModulus = encode(ServerDhParams, {
  dhP: new Uint8Array(256).fill(0xfe),
  dhG: Uint8Array.of(2),
  dhYs: new Uint8Array(256).fill(3),
});
const ecdsa = testRoot().intermediate("Test Issuing CA").issue({ names: ["bank.example"] });
const elsewhere = testRoot().intermediate("Test Issuing CA").issue({ names: ["shop.example"] });

const exchange = (
  what: string,
  reason: Reason,
  change: (body: Bytes) => Bytes,
  options: PairOptions = PLAIN,
) => spoilt12("client", "server_key_exchange", what, reason, change, options);

/** curve_type, curve, length of the point, point; then scheme, length, signature. */
const POINT = 4;
const schemeAt = (body: Bytes) => POINT + body[3]!;

export const SERVER_PROOF_CASES_12: readonly NegativeCase[] = [
  spoilt12("client", "certificate", "no certificate", "noServerCertificate", () => ({
    certificateList: [],
  }), PLAIN),
  spoilt12("client", "certificate", "no DER", "undecodableCertificate", () => ({
    certificateList: [Uint8Array.of(1, 2, 3)],
  }), PLAIN),
  spoilt12("client", "certificate", "somebody else's", "certificateRejected", () => ({
    certificateList: elsewhere.chain,
  }), PLAIN),
  spoilt12("client", "certificate", "one for signatures", "keyDoesNotFit", () => ({
    certificateList: ecdsa.chain,
  }), DHE),
  exchange("a signature that is wrong", "badSignature", flip),
  exchange("a point that was not signed", "badSignature", (body) => flip(body, POINT)),
  exchange("a curve that was not offered", "selectedUnofferedGroup", (body) => body.with(2, 0x1e)),
  exchange("a curve of its own", "undecodable", (body) => body.with(0, 1)),
  exchange(
    "a scheme that was not offered",
    "badSignatureScheme",
    (body) => body.with(schemeAt(body), 2).with(schemeAt(body) + 1, 3),
  ),
  exchange(
    "a scheme for another key",
    "badSignatureScheme",
    (body) => body.with(schemeAt(body), 8).with(schemeAt(body) + 1, 4),
  ),
  exchange("a byte too many", "undecodable", (body) => concat(body, EMPTY, Uint8Array.of(0))),
  exchange("nothing", "undecodable", () => EMPTY),
  exchange("a prime of 512 bits", "weakGroup", () => weakGroup, DHE),
  exchange("a modulus that is no prime", "badKeyShare", () => evenModulus, DHE),
  told(
    "client",
    "WAIT_KEY_EXCHANGE",
    "is done already",
    "missingServerKeyExchange",
    (stage) => stage.tell(message(14)),
    PLAIN,
  ),
  told(
    "client",
    "WAIT_KEY_EXCHANGE",
    "staples unasked",
    "unexpectedMessage",
    (stage) => stage.tell(message(22, Uint8Array.of(1, 0, 0, 1, 0))),
    PLAIN,
  ),
  told(
    "client",
    "WAIT_KEY_EXCHANGE",
    "exchanges keys in vain",
    "unexpectedMessage",
    (stage) => stage.tell(message(12)),
    RSA,
  ),
  spoilt12("client", "finished", "another MAC", "badFinished", ({ verifyData }) => ({
    verifyData: flip(verifyData),
  }), PLAIN),
  spoilt12("client", "finished", "a shorter MAC", "undecodable", ({ verifyData }) => ({
    verifyData: verifyData.subarray(1),
  }), PLAIN),
];

const inHeader = (version: number) => (record: Bytes) =>
  record.with(1, version >> 8).with(2, version & 0xff);

export const RECORD_CASES_12: readonly NegativeCase[] = [
  told(
    "client",
    "CONNECTED",
    "a record of TLS 1.1",
    "badRecordVersion",
    (stage) => stage.hear(inHeader(0x0302)(stage.voice.record(23, EMPTY))),
    PLAIN,
  ),
  told(
    "client",
    "WAIT_CERTIFICATE",
    "an alert of SSL 3.0",
    "badRecordVersion",
    (stage) => stage.hear(inHeader(0x0300)(clear(21, Uint8Array.of(1, 100)))),
    PLAIN,
  ),
  told(
    "client",
    "CONNECTED",
    "a record with a bit changed",
    "badRecordMac",
    (stage) => stage.hear(flip(stage.voice.record(23, Uint8Array.of(1)))),
    PLAIN,
  ),
  told(
    "server",
    "CONNECTED",
    "a record with another type",
    "badRecordMac",
    (stage) => stage.hear(stage.voice.record(23, Uint8Array.of(1, 100)).with(0, 21)),
    PLAIN,
  ),
  told("client", "CONNECTED", "the same record twice", "badRecordMac", (stage) => {
    const record = stage.voice.record(23, Uint8Array.of(1));
    stage.hear(record).hear(record);
  }, PLAIN),
  told(
    "server",
    "CONNECTED",
    "too much in a record",
    "recordTooLong",
    (stage) => stage.say(23, new Uint8Array(2 ** 14 + 1)),
    PLAIN,
  ),
  told(
    "server",
    "CONNECTED",
    "a record that is too long",
    "recordTooLong",
    (stage) => stage.hear(Uint8Array.of(23, 3, 3, 0x48, 1)),
    PLAIN,
  ),
  told("client", "WAIT_CHANGE_CIPHER_SPEC", "half a message before", "interleavedHandshake", (
    stage,
  ) => stage.say(22, Uint8Array.of(20, 0)).say(20, Uint8Array.of(1)), PLAIN),
];
