/** What a client must not offer, and what a server answers. */
import { fromHex, utf8 } from "../../bytes/mod.ts";
import {
  CipherSuite,
  type ClientHello,
  keyShare,
  type KeyShareEntry,
  makeExtension,
  NamedGroup,
  SignatureScheme,
} from "../../wire/mod.ts";
import type { Reason } from "../reason.ts";
import type { PairOptions } from "../testing.ts";
import { data, minus, type NegativeCase, plus, spoilt, twice } from "./edit.ts";

const u16 = (value: number) => Uint8Array.of(value >> 8, value & 0xff);
const { secp256r1, secp384r1, x25519 } = NamedGroup;
const shares = (...list: readonly KeyShareEntry[]) =>
  data("key_share", () => makeExtension(keyShare, "client_hello", list).data);
const x = { group: x25519, keyExchange: fromHex("09" + "00".repeat(31)) };

const hello = (
  what: string,
  reason: Reason,
  change: (body: ClientHello) => ClientHello,
  options: PairOptions = {},
) => spoilt("server", "client_hello", what, reason, change, options);

/** A PSK offer as it stands on the wire: one identity, one binder. */
const offeredPsk = fromHex("0007000141000000000021" + "20" + "00".repeat(32));

export const OFFER_CASES: readonly NegativeCase[] = [
  hello("SSL 3.0 as legacy_version", "ancientVersion", (body) => ({
    ...body,
    legacyVersion: 0x0300,
  })),
  hello("SSL 2.0 as legacy_version", "ancientVersion", (body) => ({
    ...body,
    legacyVersion: 0x0002,
  })),
  hello("no supported_versions", "noCommonVersion", minus("supported_versions")),
  hello("no extensions at all", "noCommonVersion", (body) => ({ ...body, extensions: undefined })),
  hello(
    "only TLS 1.2",
    "noCommonVersion",
    data("supported_versions", () => Uint8Array.of(2, 3, 3)),
  ),
  hello(
    "versions of odd length",
    "undecodable",
    data("supported_versions", () => Uint8Array.of(3, 3, 4, 3)),
  ),
  hello("an extension twice", "duplicateExtension", twice),
  hello("an extension of other messages", "misplacedExtension", plus("oid_filters", u16(0))),
  hello("compression", "badCompressionMethods", (body) => ({
    ...body,
    legacyCompressionMethods: [1, 0],
  })),
  hello("only compression", "badCompressionMethods", (body) => ({
    ...body,
    legacyCompressionMethods: [1],
  })),
  hello("no signature_algorithms", "missingExtension", minus("signature_algorithms")),
  hello("no supported_groups", "missingExtension", minus("supported_groups")),
  hello("no key_share", "missingExtension", minus("key_share")),
  hello(
    "pre_shared_key before others",
    "preSharedKeyNotLast",
    (body) => plus("padding")(plus("pre_shared_key", offeredPsk)(body)),
  ),
  hello(
    "pre_shared_key without modes",
    "missingExtension",
    (body) => plus("pre_shared_key", offeredPsk)(minus("psk_key_exchange_modes")(body)),
  ),
  hello("only suites of TLS 1.2", "noCommonCipherSuite", (body) => ({
    ...body,
    cipherSuites: [CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256],
  })),
  hello("only a group the server does not have", "noCommonGroup", (body) => body, {
    client: { groups: [x25519] },
    server: { groups: [secp384r1] },
  }),
  hello("only schemes the key cannot do", "noCommonSignatureScheme", (body) => body, {
    client: { signatureSchemes: [SignatureScheme.ed25519] },
  }),
  hello("only other protocols", "noApplicationProtocol", (body) => body, {
    client: { alpn: ["gopher"] },
    server: { alpn: ["h2", "http/1.1"] },
  }),
  hello("a name of somebody else", "noIdentity", (body) => body, {
    server: { chooseIdentity: () => undefined },
  }),
  hello("two shares of a group", "duplicateKeyShare", shares(x, x)),
  hello(
    "a share of a group that is not listed",
    "unlistedKeyShare",
    shares({ group: NamedGroup.x448, keyExchange: new Uint8Array(56) }),
  ),
  hello(
    "a share of all zeros",
    "badKeyShare",
    shares({ group: x25519, keyExchange: new Uint8Array(32) }),
  ),
  hello(
    "a share that is no point of the curve",
    "badKeyShare",
    shares({ group: secp256r1, keyExchange: new Uint8Array(65).fill(4) }),
  ),
  hello(
    "a record size limit of 63",
    "badRecordSizeLimit",
    plus("record_size_limit", u16(63)),
  ),
  ...([
    ["server_name", "0003000001"],
    ["supported_groups", "0001"],
    ["signature_algorithms", "0000"],
    ["key_share", "0002001d"],
    ["application_layer_protocol_negotiation", "0001" + "00"],
    ["cookie", "0000"],
    ["record_size_limit", "01"],
    ["early_data", "00"],
    ["psk_key_exchange_modes", "00"],
  ] as const).map(([name, bytes]) =>
    hello(
      `a ${name} that makes no sense`,
      "undecodable",
      (body) => plus(name, fromHex(bytes))(minus(name)(body)),
    )
  ),
];

const RETRY: PairOptions = { server: { groups: [secp256r1] } };
const COOKIE: PairOptions = { server: { cookie: utf8("chocolate") } };

/** The second hello, after HelloRetryRequest. */
const again = (
  what: string,
  change: (body: ClientHello) => ClientHello,
  options: PairOptions = RETRY,
) =>
  spoilt("server", "client_hello", `again with ${what}`, "changedClientHello", change, options, 2);

export const SECOND_OFFER_CASES: readonly NegativeCase[] = [
  again("another random", (body) => ({ ...body, random: new Uint8Array(32) })),
  again("another session id", (body) => ({ ...body, legacySessionId: new Uint8Array(32) })),
  again("a suite less", (body) => ({ ...body, cipherSuites: body.cipherSuites.slice(0, -1) })),
  again("suites in another order", (body) => ({
    ...body,
    cipherSuites: body.cipherSuites.toReversed(),
  })),
  again("an extension more", plus(0xeeee)),
  again("an extension less", minus("server_name")),
  again("another name", data("server_name", () => utf8("\0\x09\0\0\x06sesame"))),
  again("a cookie nobody gave", plus("cookie", Uint8Array.of(0, 1, 1))),
  again("early data", plus("early_data")),
  again("no share", shares()),
  again("the share of before", shares(x)),
  again("a share more", (body) => {
    const share = body.extensions!.find(({ type }) => type === keyShare.type)!;
    const both = [...share.data.subarray(2), ...encodeShare(x)];
    return data("key_share", () => Uint8Array.of(...u16(both.length), ...both))(body);
  }),
  again("no cookie", minus("cookie"), COOKIE),
  again("another cookie", data("cookie", () => Uint8Array.of(0, 1, 1)), COOKIE),
  again("another share, though only the cookie was wanted", shares(x), COOKIE),
];

function encodeShare({ group, keyExchange }: KeyShareEntry): Uint8Array {
  return Uint8Array.of(...u16(group), ...u16(keyExchange.length), ...keyExchange);
}
