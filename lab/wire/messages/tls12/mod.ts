/** The handshake messages of TLS 1.2 and, where they differ, of its elders. */
import { type Codec, rest } from "../../../bytes/mod.ts";
import { CertificateVerify, Finished } from "../authentication.ts";
import { ClientHello, ServerHello } from "../hello.ts";
import {
  Certificate12,
  CertificateRequest10,
  CertificateRequest12,
  CertificateVerify10,
} from "./authentication.ts";
import { clientKeyExchange, type KeyExchangeName, serverKeyExchange } from "./key_exchange.ts";
import {
  CertificateStatus12,
  HelloRequest,
  NewSessionTicket12,
  ServerHelloDone,
} from "./simple.ts";

export * from "./authentication.ts";
export * from "./client_key_exchange.ts";
export * from "./key_exchange.ts";
export * from "./server_key_exchange.ts";
export * from "./simple.ts";
export { ServerDhParams, ServerEcdhParams, ServerRsaParams } from "./parameters.ts";

/**
 * The body of each message of TLS 1.2 (RFC 5246 §7.4). The two key exchange messages stay opaque
 * here, since their form depends on the suite: `handshakeBodies12` knows it.
 */
export const HANDSHAKE_BODIES_12 = {
  hello_request: HelloRequest,
  client_hello: ClientHello,
  server_hello: ServerHello,
  new_session_ticket: NewSessionTicket12,
  certificate: Certificate12,
  server_key_exchange: rest,
  certificate_request: CertificateRequest12,
  server_hello_done: ServerHelloDone,
  certificate_verify: CertificateVerify,
  client_key_exchange: rest,
  finished: Finished,
  certificate_status: CertificateStatus12,
} as const;

export type Handshake12Name = keyof typeof HANDSHAKE_BODIES_12;

/** Whether TLS 1.2 has a message of that name. */
export function isHandshake12Name(name: string | undefined): name is Handshake12Name {
  return name !== undefined && Object.hasOwn(HANDSHAKE_BODIES_12, name);
}

/** What decides about the form of messages before TLS 1.3. */
export interface HandshakeForm {
  /** `ProtocolVersion` value. */
  readonly version: number;
  /** Absent while no suite is chosen. */
  readonly keyExchange?: KeyExchangeName;
}

/** The body of each message in one version, SSL 3.0 to TLS 1.2, with one key exchange. */
export function handshakeBodies12(
  { version, keyExchange }: HandshakeForm,
): Readonly<Record<Handshake12Name, Codec<unknown>>> {
  const bodies: Record<Handshake12Name, Codec<unknown>> = { ...HANDSHAKE_BODIES_12 };
  if (version < 0x0303) {
    bodies.certificate_request = CertificateRequest10;
    bodies.certificate_verify = CertificateVerify10;
  }
  if (keyExchange !== undefined) {
    bodies.server_key_exchange = serverKeyExchange(keyExchange, version) ?? rest;
    bodies.client_key_exchange = clientKeyExchange(keyExchange, version);
  }
  return bodies;
}
