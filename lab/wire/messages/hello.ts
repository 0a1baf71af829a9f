import {
  type Bytes,
  type Codec,
  equalBytes,
  fixed,
  fromHex,
  type Infer,
  list,
  optional,
  prefixed,
  type Reader,
  rest,
  struct,
} from "../../bytes/mod.ts";
import { type Extension, extensionsIn } from "../extensions/mod.ts";
import { ProtocolVersion } from "../registry/protocol.ts";
import { CipherSuite } from "../registry/suites.ts";
import { CompressionMethod } from "../registry/tls12.ts";

/** `ClientHello` (RFC 9846 §4.2.2 [8446 §4.1.2]). */
export const ClientHello = struct("ClientHello", {
  legacyVersion: ProtocolVersion,
  random: fixed(32),
  legacySessionId: prefixed(1, rest, { max: 32 }),
  cipherSuites: prefixed(2, list(CipherSuite), { min: 2 }),
  legacyCompressionMethods: prefixed(1, list(CompressionMethod), { min: 1 }),
  extensions: optional(prefixed(2, extensionsIn("client_hello"))),
});
export type ClientHello = Infer<typeof ClientHello>;

/**
 * The `random` that turns a ServerHello into a HelloRetryRequest: SHA-256 of "HelloRetryRequest"
 * (RFC 9846 §4.2.3 [8446 §4.1.3]).
 */
export const HELLO_RETRY_REQUEST_RANDOM: Bytes = fromHex(
  "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c",
);

const serverExtensions = optional(prefixed(2, extensionsIn("server_hello")));
const retryExtensions = optional(prefixed(2, extensionsIn("hello_retry_request")));

/** Both have one shape on the wire; which it is shows in `random`, and so how extensions read. */
const extensionsAfter = (random: Bytes): Codec<readonly Extension[] | undefined> =>
  equalBytes(random, HELLO_RETRY_REQUEST_RANDOM) ? retryExtensions : serverExtensions;

/** `ServerHello`, and in the same clothes `HelloRetryRequest` (RFC 9846 §4.2.3, §4.2.4). */
export interface ServerHello {
  readonly legacyVersion: number;
  readonly random: Bytes;
  readonly legacySessionIdEcho: Bytes;
  readonly cipherSuite: number;
  readonly legacyCompressionMethod: number;
  readonly extensions: readonly Extension[] | undefined;
}

const start = struct("ServerHello", {
  legacyVersion: ProtocolVersion,
  random: fixed(32),
  legacySessionIdEcho: prefixed(1, rest, { max: 32 }),
  cipherSuite: CipherSuite,
  legacyCompressionMethod: CompressionMethod,
});

export const ServerHello: Codec<ServerHello> = {
  name: "ServerHello",
  read(reader: Reader): ServerHello {
    const head = start.read(reader);
    return { ...head, extensions: reader.field("extensions", extensionsAfter(head.random)) };
  },
  write(writer, hello) {
    start.write(writer, hello);
    extensionsAfter(hello.random).write(writer, hello.extensions);
  },
};

export function isHelloRetryRequest(hello: ServerHello): boolean {
  return equalBytes(hello.random, HELLO_RETRY_REQUEST_RANDOM);
}
