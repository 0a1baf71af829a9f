/** What a client of TLS 1.2 must not say, and what a server answers. */
import { type Bytes, concat, EMPTY } from "../../bytes/mod.ts";
import { rsaFixture } from "../../crypto/mod.ts";
import { CipherSuite, type ClientHello, NamedGroup, ProtocolVersion } from "../../wire/mod.ts";
import { fault } from "../fault.ts";
import type { Reason } from "../reason.ts";
import { cbcMacThenEncrypt } from "../record/cbc_mac_then_encrypt.ts";
import { HONEST_SEAMS } from "../seams.ts";
import { type PairOptions, testRoot } from "../testing.ts";
import { data, flip, minus, type NegativeCase, told, twice } from "./edit.ts";
import { rewrite12, spoilt12 } from "./edit12.ts";
import { again12, RESUMPTIONS, TICKETS_12, tls12 } from "./resume12.ts";
import { Stage } from "./stage.ts";

const alice = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });
const PLAIN = tls12();
const BOTH = [ProtocolVersion["TLS 1.3"], ProtocolVersion["TLS 1.2"]];
const MUTUAL = tls12({
  client: { identity: alice },
  server: { clientCertificate: "require", tickets: TICKETS_12 },
});
const { TLS_RSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 } = CipherSuite;

const hello = (
  what: string,
  reason: Reason,
  change: (body: ClientHello) => ClientHello,
  options: PairOptions = PLAIN,
) => spoilt12("server", "client_hello", what, reason, change, options);

const refused = (what: string, reason: Reason, options: PairOptions): NegativeCase =>
  hello(what, reason, (body) => body, options);

export const OFFER_CASES_12: readonly NegativeCase[] = [
  hello("TLS 1.1 at best", "noCommonVersion", (body) => ({ ...body, legacyVersion: 0x0302 })),
  hello("nothing but compression", "badCompressionMethods", (body) => ({
    ...body,
    legacyCompressionMethods: [1],
  })),
  hello("an extension twice", "duplicateExtension", twice),
  hello("suites that the server has not", "noCommonCipherSuite", (body) => ({
    ...body,
    cipherSuites: [TLS_RSA_WITH_AES_128_GCM_SHA256],
  })),
  hello(
    "curves that the server has not",
    "noCommonGroup",
    data("supported_groups", () => Uint8Array.of(0, 2, 0, 30)),
  ),
  hello(
    "schemes that the server's key cannot do",
    "noCommonSignatureScheme",
    data("signature_algorithms", () => Uint8Array.of(0, 2, 8, 4)),
  ),
  hello("no schemes, which means SHA-1", "noCommonSignatureScheme", minus("signature_algorithms")),
  hello(
    "compressed points only",
    "badPointFormats",
    data("ec_point_formats", () => Uint8Array.of(1, 1)),
  ),
  hello(
    "a scheme list of odd length",
    "undecodable",
    data("signature_algorithms", (list) => list.subarray(1)),
  ),
  hello(
    "a record_size_limit of 1",
    "badRecordSizeLimit",
    data("record_size_limit", () => Uint8Array.of(0, 1)),
    tls12({ client: { recordSizeLimit: 100 }, server: { recordSizeLimit: 100 } }),
  ),
  hello(
    "a handshake before that there was not",
    "unboundRenegotiation",
    data("renegotiation_info", () => Uint8Array.of(1, 7)),
  ),
  refused(
    "no protocol in common",
    "noApplicationProtocol",
    tls12({
      client: { alpn: ["h2"] },
      server: { alpn: ["imap"] },
    }),
  ),
  refused(
    "a name that the server has not",
    "noIdentity",
    tls12({
      server: { chooseIdentity: () => undefined },
    }),
  ),
  refused(
    "a key that does not fit the only suite",
    "noCommonCipherSuite",
    tls12({
      client: { cipherSuites: [TLS_RSA_WITH_AES_128_GCM_SHA256] },
      server: { cipherSuites: [TLS_RSA_WITH_AES_128_GCM_SHA256] },
    }),
  ),
  refused("a fallback that was not needed", "inappropriateFallback", {
    client: { ...PLAIN.client, fallback: true },
    server: { versions: BOTH },
  }),
  hello(
    "a session without its extended main secret",
    "mixedMainSecrets",
    minus("extended_main_secret"),
    again12(RESUMPTIONS["a ticket"]!()),
  ),
];

const exchange = (
  what: string,
  reason: Reason,
  change: (body: Bytes) => Bytes,
  options: PairOptions = PLAIN,
) => spoilt12("server", "client_key_exchange", what, reason, change, options);

const TRANSPORT = tls12({
  client: { cipherSuites: [TLS_RSA_WITH_AES_128_GCM_SHA256] },
  server: { cipherSuites: [TLS_RSA_WITH_AES_128_GCM_SHA256] },
  leaf: { key: rsaFixture("rsa-2048-a") },
});
const P256: PairOptions = tls12({ server: { groups: [NamedGroup.secp256r1] } });

export const CLIENT_PROOF_CASES_12: readonly NegativeCase[] = [
  exchange("a byte too many", "undecodable", (body) => concat(body, Uint8Array.of(0))),
  exchange("nothing", "undecodable", () => EMPTY),
  exchange("a point that is on no curve", "badKeyShare", (body) => flip(body), P256),
  exchange("a point of order one", "badKeyShare", (body) => body.map((_, i) => i === 0 ? 32 : 0)),
  // Padding, version, length, value: whatever is wrong, it looks the same (RFC 5246 §7.4.7.1).
  exchange("another ciphertext", "badFinished", (body) => flip(body), TRANSPORT),
  exchange(
    "a ciphertext of zeros",
    "badFinished",
    (body) => body.map((octet, i) => i < 2 ? octet : 0),
    TRANSPORT,
  ),
  exchange(
    "a ciphertext beyond the modulus",
    "badFinished",
    (body) => body.map((octet, i) => i < 2 ? octet : 0xff),
    TRANSPORT,
  ),
  exchange("a short ciphertext", "badFinished", () => Uint8Array.of(0, 3, 1, 2, 3), TRANSPORT),
  spoilt12("server", "certificate", "no certificate", "certificateRequired12", () => ({
    certificateList: [],
  }), MUTUAL),
  spoilt12("server", "certificate", "no DER", "undecodableCertificate", () => ({
    certificateList: [Uint8Array.of(1, 2, 3)],
  }), MUTUAL),
  spoilt12("server", "certificate_verify", "a wrong signature", "badSignature", (body) => ({
    ...body,
    signature: flip(body.signature),
  }), MUTUAL),
  spoilt12("server", "certificate_verify", "a strange scheme", "badSignatureScheme", (body) => ({
    ...body,
    algorithm: 0x0203,
  }), MUTUAL),
  spoilt12(
    "server",
    "certificate_verify",
    "another key's scheme",
    "badSignatureScheme",
    (body) => ({
      ...body,
      algorithm: 0x0804,
    }),
    MUTUAL,
  ),
  spoilt12("server", "finished", "another MAC", "badFinished", ({ verifyData }) => ({
    verifyData: flip(verifyData),
  }), PLAIN),
  spoilt12("server", "finished", "another MAC", "badFinished", ({ verifyData }) => ({
    verifyData: flip(verifyData),
  }), again12(RESUMPTIONS["an id"]!())),
].map((found, i, all) =>
  all.findIndex(({ what }) => what === found.what) === i
    ? found
    : { ...found, what: `${found.what}, resumed` }
);

/** The first hello once more, on a connection that stands. */
function repeated(change: (body: ClientHello) => ClientHello) {
  return (stage: Stage) => {
    const first = stage.events.find((event) => event.kind === "message")!;
    if (first.kind === "message") stage.tell(rewrite12("client_hello", first.raw, change));
  };
}

const AGAIN = tls12({ client: { renegotiation: true }, server: { renegotiation: true } });
const signalled = (body: ClientHello): ClientHello => ({
  ...minus("renegotiation_info")(body),
  cipherSuites: [...body.cipherSuites, CipherSuite.TLS_EMPTY_RENEGOTIATION_INFO_SCSV],
});

export const RENEGOTIATION_CASES_12: readonly NegativeCase[] = [
  told(
    "server",
    "CONNECTED",
    "a hello as if it were the first",
    "unboundRenegotiation",
    repeated((body) => body),
    AGAIN,
  ),
  told(
    "server",
    "CONNECTED",
    "a hello that says nothing",
    "unboundRenegotiation",
    repeated(minus("renegotiation_info")),
    AGAIN,
  ),
  told(
    "server",
    "CONNECTED",
    "a hello with only the signal",
    "unboundRenegotiation",
    repeated(signalled),
    AGAIN,
  ),
];

const TALKATIVE = {
  ...HONEST_SEAMS,
  decryptPremaster: () => fault("badPremaster", "The padding is wrong"),
  protectOlderRecords: (context: Parameters<typeof cbcMacThenEncrypt>[0]) => {
    const { cipher } = context.suite;
    if (cipher.kind !== "cbc") throw new Error("Cannot protect: this is about CBC");
    return cbcMacThenEncrypt(context, cipher, () => fault("paddingRefused", "Bad padding"));
  },
};
const CBC = { cipherSuites: [TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256], encryptThenMac: false };

/** A part that cannot unpack anything. */
const MANGLING = {
  dialects: [],
  suites: [],
  compression: {
    method: 1,
    make: () => ({ compress: (content: Bytes) => content, expand: () => undefined }),
  },
};

/** Reasons that no honest part gives: parts that are put in its place may. */
export const TALKATIVE_CASES_12: readonly NegativeCase[] = [
  told(
    "server",
    "WAIT_FINISHED",
    "what does not unpack",
    "badCompression",
    (stage) => stage.say(22, Uint8Array.of(20)),
    tls12({
      client: { legacy: MANGLING },
      server: { legacy: MANGLING },
    }),
  ),
  exchange("a secret to a server that tells", "badPremaster", flip, {
    ...TRANSPORT,
    server: { ...TRANSPORT.server, seams: TALKATIVE },
  }),
  told(
    "server",
    "CONNECTED",
    "padding to a server that tells",
    "paddingRefused",
    (stage) => stage.hear(flip(stage.voice.record(23, EMPTY))),
    tls12({
      client: CBC,
      server: { ...CBC, seams: TALKATIVE },
    }),
  ),
];
