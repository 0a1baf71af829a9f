/** One good sample, at least, of every message of TLS 1.2, and of each form it has elsewhere. */
import { type Bytes, type Codec, encode } from "../../bytes/mod.ts";
import {
  clientKeyExchange,
  type Handshake12Name,
  HANDSHAKE_BODIES_12,
  handshakeBodies12,
  HandshakeType,
  KEY_EXCHANGES,
  type KeyExchangeName,
  serverKeyExchange,
} from "../mod.ts";
import { MESSAGE_SAMPLES, run } from "./samples.ts";

const ecdh = { curveType: 3, namedCurve: 0x001d, publicPoint: run(32) };
const dh = { dhP: run(64, 0x80), dhG: run(1, 2), dhYs: run(64) };
const rsa = { rsaModulus: run(64, 0x80), rsaExponent: run(3) };
const hint = { pskIdentityHint: run(4) };
const identity = { pskIdentity: run(5) };
const secret = { encryptedPreMasterSecret: run(40) };
const dhPublic = { dhYc: run(64) };
const ecdhPublic = { ecdhYc: run(32) };

/** What the two sides say, with a signature that is added where one belongs. */
const EXCHANGES: Readonly<
  Record<KeyExchangeName, { server?: object; signs?: true; client: object }>
> = {
  RSA: { client: secret },
  RSA_EXPORT: { server: { params: rsa }, signs: true, client: secret },
  DHE_RSA: { server: { params: dh }, signs: true, client: dhPublic },
  DHE_DSS: { server: { params: dh }, signs: true, client: dhPublic },
  DHE_RSA_EXPORT: { server: { params: dh }, signs: true, client: dhPublic },
  DHE_DSS_EXPORT: { server: { params: dh }, signs: true, client: dhPublic },
  DH_anon: { server: { params: dh }, client: dhPublic },
  DH_anon_EXPORT: { server: { params: dh }, client: dhPublic },
  ECDHE_RSA: { server: { params: ecdh }, signs: true, client: ecdhPublic },
  ECDHE_ECDSA: { server: { params: ecdh }, signs: true, client: ecdhPublic },
  ECDH_RSA: { client: ecdhPublic },
  ECDH_ECDSA: { client: ecdhPublic },
  ECDH_anon: { server: { params: ecdh }, client: ecdhPublic },
  PSK: { server: hint, client: identity },
  RSA_PSK: { server: hint, client: { ...identity, ...secret } },
  DHE_PSK: { server: { ...hint, params: dh }, client: { ...identity, ...dhPublic } },
  ECDHE_PSK: { server: { ...hint, params: ecdh }, client: { ...identity, ...ecdhPublic } },
};

/** A message of one version and key exchange. */
export interface Message12Sample {
  readonly title: string;
  readonly name: Handshake12Name;
  readonly version: number;
  readonly keyExchange?: KeyExchangeName;
  readonly codec: Codec<unknown>;
  readonly body: unknown;
  readonly bytes: Bytes;
}

const VERSIONS = { "SSL 3.0": 0x0300, "TLS 1.1": 0x0302, "TLS 1.2": 0x0303 };

const signature = { signature: run(70) };
const signed = (version: number) =>
  version < 0x0303 ? signature : { algorithm: 0x0403, ...signature };
const shared = (wanted: string) => MESSAGE_SAMPLES.find(({ name }) => name === wanted)!.body;

const request = {
  certificateTypes: [1, 64],
  certificateAuthorities: [run(6), run(4)],
};

/** The messages that do not depend on the key exchange. */
const bodiesOf = (version: number) => ({
  hello_request: {},
  client_hello: shared("client_hello"),
  server_hello: shared("server_hello"),
  new_session_ticket: { ticketLifetimeHint: 300, ticket: run(50) },
  certificate: { certificateList: [run(30), run(20)] },
  certificate_request: version < 0x0303
    ? request
    : { ...request, supportedSignatureAlgorithms: [0x0401, 0x0403] },
  server_hello_done: {},
  certificate_verify: signed(version),
  finished: { verifyData: run(version === 0x0300 ? 36 : 12) },
  certificate_status: { statusType: 1, response: run(20) },
});

function message(
  title: string,
  name: Handshake12Name,
  version: number,
  codec: Codec<unknown>,
  body: unknown,
  keyExchange?: KeyExchangeName,
): Message12Sample {
  const form = keyExchange === undefined ? {} : { keyExchange };
  return { title, name, version, ...form, codec, body, bytes: encode(codec, body) };
}

const plain = Object.entries(VERSIONS).flatMap(([label, version]) =>
  Object.entries(bodiesOf(version)).map(([key, body]) => {
    const name = key as Handshake12Name;
    return message(
      `${name} of ${label}`,
      name,
      version,
      handshakeBodies12({ version })[name],
      body,
    );
  })
);

const exchanges = Object.entries(VERSIONS).flatMap(([label, version]) =>
  KEY_EXCHANGES.flatMap((keyExchange) => {
    const { server, signs, client } = EXCHANGES[keyExchange];
    const where = `of ${keyExchange} in ${label}`;
    const serverBody = signs ? { ...server, signedParams: signed(version) } : server;
    const serverCodec = serverKeyExchange(keyExchange, version);
    const clientCodec = clientKeyExchange(keyExchange, version);
    const from = (name: Handshake12Name, codec: Codec<unknown>, body: unknown) =>
      message(`${name} ${where}`, name, version, codec, body, keyExchange);
    return [
      ...serverCodec ? [from("server_key_exchange", serverCodec, serverBody)] : [],
      from("client_key_exchange", clientCodec, client),
    ];
  })
);

/** All messages in three versions, and those of the key exchange for each key exchange. */
export const MESSAGE_12_SAMPLES: readonly Message12Sample[] = [...plain, ...exchanges];

/** The samples without those that are, down to the codec, like another. */
export const DISTINCT_12_SAMPLES: readonly Message12Sample[] = [
  ...new Map(MESSAGE_12_SAMPLES.map((sample) => [sample.codec, sample])).values(),
];

/** Header and body. */
export function framed12({ name, bytes }: Message12Sample): Bytes {
  const length = [bytes.length >> 16, (bytes.length >> 8) & 0xff, bytes.length & 0xff];
  return Uint8Array.of(HandshakeType[name], ...length, ...bytes);
}

/** Names of the messages there are. */
export const MESSAGE_12_NAMES = Object.keys(HANDSHAKE_BODIES_12) as readonly Handshake12Name[];
