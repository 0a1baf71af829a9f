import type { Codec } from "../../../bytes/mod.ts";
import { CipherSuite } from "../../registry/suites.ts";
import * as client from "./client_key_exchange.ts";
import * as server from "./server_key_exchange.ts";

/** The messages of a key exchange, up to TLS 1.1 and in TLS 1.2. */
interface Shapes {
  /** Absent where the server sends no ServerKeyExchange. */
  readonly server?: Codec<unknown>;
  readonly server12?: Codec<unknown>;
  readonly client: Codec<unknown>;
}

const DHE: Shapes = {
  server: server.DheServerKeyExchange10,
  server12: server.DheServerKeyExchange,
  client: client.DheClientKeyExchange,
};

const ECDHE: Shapes = {
  server: server.EcdheServerKeyExchange10,
  server12: server.EcdheServerKeyExchange,
  client: client.EcdheClientKeyExchange,
};

/** In each suite's name this stands between `TLS_` and `_WITH_`. */
const SHAPES = {
  RSA: { client: client.RsaClientKeyExchange },
  RSA_EXPORT: {
    server: server.RsaExportServerKeyExchange,
    server12: server.RsaExportServerKeyExchange12,
    client: client.RsaClientKeyExchange,
  },
  DHE_RSA: DHE,
  DHE_DSS: DHE,
  DHE_RSA_EXPORT: DHE,
  DHE_DSS_EXPORT: DHE,
  DH_anon: { server: server.DhAnonServerKeyExchange, client: client.DheClientKeyExchange },
  DH_anon_EXPORT: { server: server.DhAnonServerKeyExchange, client: client.DheClientKeyExchange },
  ECDHE_RSA: ECDHE,
  ECDHE_ECDSA: ECDHE,
  ECDH_RSA: { client: client.EcdheClientKeyExchange },
  ECDH_ECDSA: { client: client.EcdheClientKeyExchange },
  ECDH_anon: { server: server.EcdhAnonServerKeyExchange, client: client.EcdheClientKeyExchange },
  PSK: { server: server.PskServerKeyExchange, client: client.PskClientKeyExchange },
  RSA_PSK: { server: server.PskServerKeyExchange, client: client.RsaPskClientKeyExchange },
  DHE_PSK: { server: server.DhePskServerKeyExchange, client: client.DhePskClientKeyExchange },
  ECDHE_PSK: { server: server.EcdhePskServerKeyExchange, client: client.EcdhePskClientKeyExchange },
} as const satisfies Readonly<Record<string, Shapes>>;

/** A key exchange as suites up to TLS 1.2 name it: `ECDHE_RSA`. */
export type KeyExchangeName = keyof typeof SHAPES;

/** All key exchanges, in no particular order. */
export const KEY_EXCHANGES = Object.keys(SHAPES) as readonly KeyExchangeName[];

/**
 * The key exchange that a suite up to TLS 1.2 names.
 *
 * @param suite `CipherSuite` value
 * @returns `undefined` for suites of TLS 1.3, signals and numbers without a name
 */
export function keyExchangeOf(suite: number): KeyExchangeName | undefined {
  // Two suites are registered with the words the wrong way round: TLS_PSK_DHE_WITH_AES_128_CCM_8.
  const name = /^TLS_(.+)_WITH_/.exec(CipherSuite.nameOf(suite) ?? "")?.[1]
    ?.replace("PSK_DHE", "DHE_PSK");
  return name !== undefined && Object.hasOwn(SHAPES, name) ? name as KeyExchangeName : undefined;
}

/**
 * The form of ServerKeyExchange.
 *
 * @param version `ProtocolVersion` value
 * @returns `undefined` where the server has none to send
 */
export function serverKeyExchange(
  keyExchange: KeyExchangeName,
  version: number,
): Codec<unknown> | undefined {
  const shapes: Shapes = SHAPES[keyExchange];
  return version >= 0x0303 && shapes.server12 !== undefined ? shapes.server12 : shapes.server;
}

/** The form of ClientKeyExchange; `version` is a `ProtocolVersion` value. */
export function clientKeyExchange(keyExchange: KeyExchangeName, version: number): Codec<unknown> {
  const { client: shape } = SHAPES[keyExchange];
  return version <= 0x0300 && shape === client.RsaClientKeyExchange
    ? client.RsaClientKeyExchange30
    : shape;
}
