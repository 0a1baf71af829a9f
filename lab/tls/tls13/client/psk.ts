import { type Bytes, encode, written } from "../../../bytes/mod.ts";
import {
  ClientHello,
  type Extension,
  HandshakeType,
  makeExtension,
  preSharedKey,
  ProtocolVersion,
} from "../../../wire/mod.ts";
import type { HashName } from "../../../crypto/mod.ts";
import type { ClientConfig } from "../../config.ts";
import type { Out } from "../../machine.ts";
import { isFresh } from "../../resumption/mod.ts";
import { suiteOf } from "../../suites.ts";
import {
  binderOf,
  obfuscatedAge,
  offeredPsks,
  type Psk,
  pskFromOutside,
  pskOfSession,
  withoutBinders,
} from "../psk.ts";

/** The keys that a client can offer: the session's first, since early data goes with the first. */
export function usablePsks(config: ClientConfig, now: number): readonly Psk[] {
  const psks = config.externalPsks.map(pskFromOutside);
  const { session } = config;
  const ticket = session?.state.version === ProtocolVersion["TLS 1.3"] ? session.ticket : undefined;
  // A session is with the server of one name, and is not shown to any other (RFC 9846 §4.7.1).
  if (
    session !== undefined && ticket !== undefined && isFresh(session.state, now) &&
    session.state.serverName === config.serverName
  ) {
    const psk = pskOfSession(session.state, ticket);
    if (psk !== undefined) psks.unshift(psk);
  }
  return psks.filter(({ hash }) => config.cipherSuites.some((suite) => fits(suite, hash)));
}

function fits(suite: number, hash: HashName): boolean {
  return suiteOf(suite)?.hash === hash;
}

/** `pre_shared_key` with zeros where the binders will stand; none if there is nothing to offer. */
export function pskExtension(
  psks: readonly Psk[],
  { config, now }: Out<ClientConfig>,
): Extension[] {
  if (psks.length === 0) return [];
  return [makeExtension(preSharedKey, "client_hello", {
    identities: psks.map(({ identity, session }) => ({
      identity,
      // For keys from elsewhere the age means nothing and is 0.
      obfuscatedTicketAge: session === undefined ? 0 : obfuscatedAge(session, now()),
    })),
    binders: psks.map(({ hash }) => new Uint8Array(config.crypto.hash(hash).length)),
  })];
}

/** The hello with true binders, if it ends with an offer of these keys; else as it is. */
export function bound(
  hello: ClientHello,
  psks: readonly Psk[],
  { config: { crypto }, transcript }: Out<ClientConfig>,
): ClientHello {
  const extensions = hello.extensions ?? [];
  const offered = offeredPsks(extensions);
  if (offered === undefined || offered.identities.length !== psks.length) return hello;
  const truncated = withoutBinders(rawHello(hello), offered.binders);
  const binders = psks.map((psk) => binderOf(psk, transcript, truncated, crypto));
  const { identities } = offered;
  return {
    ...hello,
    extensions: [
      ...extensions.slice(0, -1),
      makeExtension(preSharedKey, "client_hello", { identities, binders }),
    ],
  };
}

function rawHello(hello: ClientHello): Bytes {
  const body = encode(ClientHello, hello);
  return written((writer) => {
    writer.u8(HandshakeType.client_hello).prefixed(3, () => void writer.bytes(body));
  });
}
