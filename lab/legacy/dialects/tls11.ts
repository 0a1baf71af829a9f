import { type Bytes, concat } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import { type Dialect, honestProtection, MAIN_SECRET_LENGTH } from "../../tls/mod.ts";
import { ProtocolVersion } from "../../wire/mod.ts";
import { md5 } from "../ciphers/md5.ts";
import { tls10Prf, tls10VerifyData } from "../keys/tls10.ts";
import type { HandshakeDigests } from "../keys/types.ts";
import { schemeBeforeTls12 } from "./signatures.ts";

/**
 * TLS 1.1 (RFC 4346): derivations and signatures of TLS 1.0, records already those of TLS 1.2 with
 * an IV of their own. RFC 8996 retired both.
 */
export const TLS11: Dialect = {
  version: ProtocolVersion["TLS 1.1"],
  name: "TLS 1.1",
  mainSecret: ({ crypto }, premaster, { client, server }) =>
    tls10Prf(crypto, premaster, "master secret", concat(client, server), MAIN_SECRET_LENGTH),
  extendedMainSecret({ crypto }, premaster, transcript) {
    const { md5, sha1 } = digests(crypto, transcript);
    const sessionHash = concat(md5, sha1); // RFC 7627 §3: both, as for Finished
    return tls10Prf(crypto, premaster, "extended master secret", sessionHash, MAIN_SECRET_LENGTH);
  },
  keyBlock: ({ crypto }, mainSecret, { client, server }, length) =>
    tls10Prf(crypto, mainSecret, "key expansion", concat(server, client), length),
  verifyData: ({ crypto }, mainSecret, role, transcript) =>
    tls10VerifyData(crypto, mainSecret, role, digests(crypto, transcript)),
  certificateVerifyContent: (_kit, _mainSecret, transcript) => transcript,
  impliedScheme: schemeBeforeTls12,
  // AEADs and MACs with SHA-2 came with TLS 1.2, and export suites went with TLS 1.1 (§A.5).
  speaks: ({ cipher }) =>
    cipher.kind !== "aead" && cipher.macLength <= 20 && cipher.exportKeyLength === undefined,
  firstIvFromKeyBlock: false,
  prefixesPremaster: true,
  protectRecords: honestProtection,
};

function digests(crypto: CryptoProvider, transcript: Bytes): HandshakeDigests {
  return { md5: md5(transcript), sha1: crypto.hash("SHA-1").digest(transcript) };
}
