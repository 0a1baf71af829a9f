/** What a server must not say in the clear, and what a client answers. */
import { encode, utf8 } from "../../bytes/mod.ts";
import {
  CipherSuite,
  HELLO_RETRY_REQUEST_RANDOM,
  KeyShareEntry,
  NamedGroup,
  ProtocolVersion,
  type ServerHello,
} from "../../wire/mod.ts";
import type { Reason } from "../reason.ts";
import type { PairOptions } from "../testing.ts";
import { data, flip, minus, type NegativeCase, plus, spoilt, twice } from "./edit.ts";
import { message, Stage } from "./stage.ts";

const u16 = (value: number) => Uint8Array.of(value >> 8, value & 0xff);
const share = (group: number, keyExchange: Uint8Array) =>
  encode(KeyShareEntry, { group, keyExchange });
const { secp256r1, secp384r1, x25519, x448 } = NamedGroup;

/** The server wants P-256, for which the client sends no share at first. */
const RETRY: PairOptions = { server: { groups: [secp256r1] } };
const ONE_SUITE: PairOptions = {
  client: { cipherSuites: [CipherSuite.TLS_AES_128_GCM_SHA256] },
};

const hello = (
  what: string,
  reason: Reason,
  change: (body: ServerHello) => ServerHello,
  options: PairOptions = {},
) => spoilt("client", "server_hello", what, reason, change, options);

export const SERVER_HELLO_CASES: readonly NegativeCase[] = [
  hello("no supported_versions", "noCommonVersion", minus("supported_versions")),
  hello("no extensions at all", "noCommonVersion", (body) => ({ ...body, extensions: undefined })),
  hello(
    "TLS 1.2 as the chosen version",
    "selectedUnofferedVersion",
    data("supported_versions", () => u16(0x0303)),
  ),
  hello(
    "TLS 1.4 as the chosen version",
    "selectedUnofferedVersion",
    data("supported_versions", () => u16(0x0305)),
  ),
  hello(
    "a chosen version of one byte",
    "undecodable",
    data("supported_versions", () => Uint8Array.of(3)),
  ),
  hello("legacy_version 0x0304", "badLegacyVersion", (body) => ({
    ...body,
    legacyVersion: ProtocolVersion["TLS 1.3"],
  })),
  hello("legacy_version 0x0300", "ancientVersion", (body) => ({ ...body, legacyVersion: 0x0300 })),
  hello("another session id", "badSessionIdEcho", (body) => ({
    ...body,
    legacySessionIdEcho: flip(body.legacySessionIdEcho),
  })),
  hello("an empty session id", "badSessionIdEcho", (body) => ({
    ...body,
    legacySessionIdEcho: new Uint8Array(0),
  })),
  hello("compression", "badCompressionMethods", (body) => ({
    ...body,
    legacyCompressionMethod: 1,
  })),
  hello(
    "a suite that was not offered",
    "selectedUnofferedCipherSuite",
    (body) => ({ ...body, cipherSuite: CipherSuite.TLS_CHACHA20_POLY1305_SHA256 }),
    ONE_SUITE,
  ),
  hello("a suite of TLS 1.2", "selectedUnofferedCipherSuite", (body) => ({
    ...body,
    cipherSuite: CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
  })),
  hello("an extension twice", "duplicateExtension", twice),
  hello("a psk that was not offered", "unsolicitedExtension", plus("pre_shared_key", u16(0))),
  hello("an extension nobody knows", "unsolicitedExtension", plus(0xeeee)),
  hello("supported_groups", "misplacedExtension", plus("supported_groups", u16(0))),
  hello("a cookie", "misplacedExtension", plus("cookie", Uint8Array.of(0, 1, 1))),
  hello("no key_share", "missingExtension", minus("key_share")),
  hello("a key_share cut short", "undecodable", data("key_share", (old) => old.subarray(0, 9))),
  hello(
    "a share of a group that was only listed",
    "selectedUnofferedGroup",
    data("key_share", () => share(secp256r1, new Uint8Array(65))),
  ),
  hello(
    "a share of a group that was not even listed",
    "selectedUnofferedGroup",
    data("key_share", () => share(x448, new Uint8Array(56))),
  ),
  hello(
    "a share of all zeros",
    "badKeyShare",
    data("key_share", () => share(x25519, new Uint8Array(32))),
  ),
  hello(
    "a share that is too short",
    "badKeyShare",
    data("key_share", () => share(x25519, new Uint8Array(31).fill(9))),
  ),
  hello(
    "a share that is no point of the curve",
    "badKeyShare",
    data("key_share", () => share(secp256r1, new Uint8Array(65).fill(4))),
    { client: { groups: [secp256r1] } },
  ),
  {
    what: "more bytes behind server_hello, though its keys come between",
    reason: "handshakeAcrossKeyChange",
    play: () => {
      const stage = new Stage("client").start();
      const joined = [...stage.before("server_hello").raw, ...message(8).subarray(0, 2)];
      return stage.tell(Uint8Array.from(joined));
    },
  },
];

/** As the first server_hello: a request to try again. */
const request = (
  what: string,
  reason: Reason,
  change: (body: ServerHello) => ServerHello,
  options: PairOptions = RETRY,
) => spoilt("client", "server_hello", `HelloRetryRequest with ${what}`, reason, change, options);

/** As the second server_hello: the answer to the second hello. */
const final = (
  what: string,
  reason: Reason,
  change: (body: ServerHello) => ServerHello,
  options: PairOptions = RETRY,
) => spoilt("client", "server_hello", `after a retry: ${what}`, reason, change, options, 2);

export const RETRY_CASES: readonly NegativeCase[] = [
  request("no wish at all", "pointlessHelloRetryRequest", minus("key_share")),
  request(
    "a group whose share it has",
    "pointlessHelloRetryRequest",
    data("key_share", () => u16(x25519)),
  ),
  request(
    "a group that was not offered",
    "selectedUnofferedGroup",
    data("key_share", () => u16(secp384r1)),
    { client: { groups: [x25519, secp256r1] }, ...RETRY },
  ),
  request(
    "a group that the engine does not have",
    "selectedUnofferedGroup",
    data("key_share", () => u16(x448)),
  ),
  request("a group of one byte", "undecodable", data("key_share", () => Uint8Array.of(0))),
  request("an empty cookie", "undecodable", plus("cookie", u16(0))),
  request("another session id", "badSessionIdEcho", (body) => ({
    ...body,
    legacySessionIdEcho: flip(body.legacySessionIdEcho),
  })),
  request("no supported_versions", "noCommonVersion", minus("supported_versions")),
  request("an extension twice", "duplicateExtension", twice),
  request("an extension nobody knows", "unsolicitedExtension", plus(0xeeee)),
  request(
    "an application protocol",
    "misplacedExtension",
    plus("application_layer_protocol_negotiation", utf8("\0\x03\x02h2")),
    { client: { alpn: ["h2"] }, ...RETRY },
  ),
  request("a cookie that fills the hello", "cookieTooLong", (body) => {
    const length = 65_500;
    const token = new Uint8Array(2 + length);
    token.set(u16(length));
    return plus("cookie", token)(body);
  }),
  final("another request", "secondHelloRetryRequest", (body) => ({
    ...body,
    random: HELLO_RETRY_REQUEST_RANDOM,
    extensions: body.extensions!.map((old) => old.type === 51 ? { ...old, data: u16(29) } : old),
  })),
  final("another suite", "changedCipherSuite", (body) => ({
    ...body,
    cipherSuite: CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
  })),
  final(
    "a share of the first hello's group",
    "selectedUnofferedGroup",
    data("key_share", () => share(x25519, new Uint8Array(32).fill(9))),
  ),
];

/** A message that cannot be decoded at all, in each place. */
export const CUT_CASES: readonly NegativeCase[] = ([
  ["server_hello", "WAIT_SH"],
  ["encrypted_extensions", "WAIT_EE"],
  ["certificate_request", "WAIT_CERT_CR"],
  ["certificate", "WAIT_CERT"],
  ["certificate_verify", "WAIT_CV"],
] as const).map(([name, state]) => ({
  what: `a ${name} without its last byte in ${state}`,
  reason: "undecodable",
  play: () => {
    const options: PairOptions = { server: { clientCertificate: "request" } };
    const stage = new Stage("client", options).start().reach(state);
    const { raw } = stage.before(name);
    return stage.tell(message(raw[0]!, raw.subarray(4, -1)));
  },
}));
