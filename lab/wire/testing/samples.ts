/** One good sample, at least, of every extension in every place and of every message. */
import { type Bytes, type Codec, encode, utf8 } from "../../bytes/mod.ts";
import {
  type Extension,
  EXTENSIONS,
  HANDSHAKE_BODIES,
  type HandshakeName,
  HELLO_RETRY_REQUEST_RANDOM,
  type Place,
  type Ssl2ClientHello,
} from "../mod.ts";

/** The octets 1, 2, 3 and so on. */
export function run(length: number, from = 1): Bytes {
  return Uint8Array.from({ length }, (_, i) => from + i);
}

const groups = [0x001d, 0x0017];
const schemes = [0x0403, 0x0804];
const share = { group: 0x001d, keyExchange: run(32) };
const psk = {
  identities: [{ identity: utf8("ticket"), obfuscatedTicketAge: 7 }],
  binders: [run(32)],
};
const algorithms = [2, 3];
const srtp = { srtpProtectionProfiles: [1], srtpMki: run(0) };
/** A promise of a log: version, log, moment, extensions, algorithm, signature. */
const sct = Uint8Array.of(0, ...run(32), ...run(8), 0, 0, 4, 3, 0, 4, ...run(4));
const names = [utf8("h2"), utf8("http/1.1")];

/** Values by extension and place. The test of samples demands that none is missing. */
const VALUES: Readonly<Record<string, { readonly [P in Place]?: unknown }>> = {
  server_name: {
    client_hello: [{ nameType: 0, hostName: utf8("bank.example") }],
    server_hello: null,
    encrypted_extensions: null,
  },
  max_fragment_length: { client_hello: 1, server_hello: 1, encrypted_extensions: 1 },
  status_request: {
    client_hello: { statusType: 1, request: run(4) },
    server_hello: null,
    certificate: { statusType: 1, response: run(5) },
    certificate_request: run(0),
  },
  supported_groups: { client_hello: groups, encrypted_extensions: groups },
  ec_point_formats: { client_hello: [0], server_hello: [0] },
  signature_algorithms: { client_hello: schemes, certificate_request: schemes },
  signature_algorithms_cert: { client_hello: schemes, certificate_request: schemes },
  use_srtp: { client_hello: srtp, server_hello: srtp, encrypted_extensions: srtp },
  heartbeat: { client_hello: 1, server_hello: 2, encrypted_extensions: 1 },
  application_layer_protocol_negotiation: {
    client_hello: names,
    server_hello: names.slice(1),
    encrypted_extensions: names.slice(0, 1),
  },
  signed_certificate_timestamp: {
    client_hello: null,
    server_hello: [sct, sct],
    certificate: [sct],
    certificate_request: null,
  },
  client_certificate_type: { client_hello: [0, 2], server_hello: 2, encrypted_extensions: 0 },
  server_certificate_type: { client_hello: [0, 2], server_hello: 2, encrypted_extensions: 0 },
  padding: { client_hello: new Uint8Array(6) },
  status_request_v2: { client_hello: run(9), server_hello: null },
  encrypt_then_mac: { client_hello: null, server_hello: null },
  extended_main_secret: { client_hello: null, server_hello: null },
  compress_certificate: { client_hello: algorithms, certificate_request: algorithms },
  record_size_limit: { client_hello: 16385, server_hello: 8192, encrypted_extensions: 4096 },
  session_ticket: { client_hello: run(3), server_hello: null },
  early_data: {
    client_hello: null,
    encrypted_extensions: null,
    new_session_ticket: { maxEarlyDataSize: 16384 },
  },
  supported_versions: {
    client_hello: [0x0304, 0x0303],
    server_hello: 0x0304,
    hello_retry_request: 0x0304,
  },
  cookie: { client_hello: run(8), hello_retry_request: run(8) },
  psk_key_exchange_modes: { client_hello: [1, 0] },
  certificate_authorities: { client_hello: [run(4)], certificate_request: [run(4)] },
  oid_filters: {
    certificate_request: [{
      certificateExtensionOid: run(3),
      certificateExtensionValues: run(2),
    }],
  },
  post_handshake_auth: { client_hello: null },
  key_share: { client_hello: [share], server_hello: share, hello_retry_request: 0x0017 },
  quic_transport_parameters: { client_hello: run(5), encrypted_extensions: run(5) },
  encrypted_client_hello: {
    client_hello: run(5),
    hello_retry_request: run(8),
    encrypted_extensions: run(5),
  },
  renegotiation_info: {
    client_hello: { renegotiatedConnection: run(0) },
    server_hello: { renegotiatedConnection: run(24) },
  },
  pre_shared_key: { client_hello: psk, server_hello: 0 },
};

export interface ExtensionSample {
  readonly name: string;
  readonly place: Place;
  readonly codec: Codec<unknown>;
  readonly value: unknown;
  readonly extension: Extension;
}

export const EXTENSION_SAMPLES: readonly ExtensionSample[] = EXTENSIONS.flatMap((definition) =>
  Object.entries(definition.in).map(([place, codec]) => {
    const value = VALUES[definition.name]?.[place as Place];
    const extension = { type: definition.type, data: encode(codec as Codec<unknown>, value) };
    return { name: definition.name, place: place as Place, codec, value, extension };
  })
);

/** Every extension that a message may carry, and one that nobody knows; pre_shared_key is last. */
export function extensionsOf(place: Place): readonly Extension[] {
  const known = EXTENSION_SAMPLES.filter((sample) => sample.place === place)
    .map(({ extension }) => extension);
  const last = known.filter(({ type }) => type === 41);
  return [...known.filter(({ type }) => type !== 41), { type: 0x1a1a, data: run(3) }, ...last];
}

const serverHello = {
  legacyVersion: 0x0303,
  random: run(32, 100),
  legacySessionIdEcho: run(32, 200),
  cipherSuite: 0x1301,
  legacyCompressionMethod: 0,
};

const BODIES: Readonly<Record<HandshakeName, readonly unknown[]>> = {
  client_hello: [{
    legacyVersion: 0x0303,
    random: run(32, 50),
    legacySessionId: run(32, 200),
    cipherSuites: [0x1301, 0x1302, 0x1303, 0x0a0a],
    legacyCompressionMethods: [0],
    extensions: extensionsOf("client_hello"),
  }],
  server_hello: [
    { ...serverHello, extensions: extensionsOf("server_hello") },
    {
      ...serverHello,
      random: HELLO_RETRY_REQUEST_RANDOM,
      extensions: extensionsOf("hello_retry_request"),
    },
  ],
  new_session_ticket: [{
    ticketLifetime: 7200,
    ticketAgeAdd: 0xdeadbeef,
    ticketNonce: run(2),
    ticket: run(20),
    extensions: extensionsOf("new_session_ticket"),
  }],
  end_of_early_data: [{}],
  encrypted_extensions: [{ extensions: extensionsOf("encrypted_extensions") }],
  certificate: [{
    certificateRequestContext: run(0),
    certificateList: [
      { certData: run(30), extensions: extensionsOf("certificate") },
      { certData: run(20), extensions: [] },
    ],
  }],
  certificate_request: [{
    certificateRequestContext: run(4),
    extensions: extensionsOf("certificate_request"),
  }],
  certificate_verify: [{ algorithm: 0x0403, signature: run(70) }],
  finished: [{ verifyData: run(32) }],
  key_update: [{ requestUpdate: 1 }],
  compressed_certificate: [{
    algorithm: 1,
    uncompressedLength: 900,
    compressedCertificateMessage: run(40),
  }],
};

export interface MessageSample {
  readonly name: HandshakeName;
  readonly codec: Codec<unknown>;
  readonly body: unknown;
  readonly bytes: Bytes;
}

export const MESSAGE_SAMPLES: readonly MessageSample[] = Object.entries(BODIES)
  .flatMap(([key, bodies]) =>
    bodies.map((body) => {
      const name = key as HandshakeName;
      const codec = HANDSHAKE_BODIES[name] as Codec<unknown>;
      return { name, codec, body, bytes: encode(codec, body) };
    })
  );

/** A client of SSL 2.0 that can do TLS 1.0 too. */
export const SSL2_SAMPLE: Ssl2ClientHello = {
  version: 0x0301,
  cipherSpecs: [0x010080, 0x00000a, 0x0700c0],
  sessionId: run(0),
  challenge: run(16),
};
