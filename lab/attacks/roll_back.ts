import {
  CipherSuite,
  type ClientHello,
  extendedMainSecret,
  keyExchangeOf,
  keyShare,
  pskKeyExchangeModes,
  supportedVersions,
} from "../wire/mod.ts";
import type { Rewritten } from "./rewrite_hello.ts";

/** What says that a client can do better, and what would bind its keys to its own hello. */
const TAKEN_OUT: readonly number[] = [
  supportedVersions.type,
  keyShare.type,
  pskKeyExchangeModes.type,
  extendedMainSecret.type,
];

/**
 * Makes a client look as if it knew nothing newer than TLS 1.2 and no key exchange but RSA key
 * transport: the extensions of TLS 1.3 go, and of the suites only those stay that have no forward
 * secrecy. The extended main secret goes too, since it would make keys of this very change.
 */
export function offerOnlyRsaKeyTransport(hello: ClientHello): Rewritten {
  const cipherSuites = hello.cipherSuites.filter((suite) => keyExchangeOf(suite) === "RSA");
  const extensions = (hello.extensions ?? []).filter(({ type }) => !TAKEN_OUT.includes(type));
  const left = cipherSuites.map(CipherSuite.label).join(", ");
  return {
    hello: { ...hello, cipherSuites, extensions },
    what: `takes TLS 1.3 out of the hello, and leaves ${left}`,
  };
}
