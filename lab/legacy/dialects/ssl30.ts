import { type Bytes, concat } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import { type Dialect, honestProtection, type Randoms } from "../../tls/mod.ts";
import { ProtocolVersion } from "../../wire/mod.ts";
import { createMd5 } from "../ciphers/md5.ts";
import {
  type HandshakeHashes,
  ssl3CertificateVerify,
  ssl3ExportKeys,
  ssl3Finished,
  ssl3KeyBlock,
  ssl3MasterSecret,
} from "../keys/ssl3.ts";
import { ssl3Cbc } from "../record/ssl3_cbc.ts";
import { exportedKeys } from "./exported_keys.ts";
import { certificateVerifySchemeOfSsl3, schemeOfSsl3 } from "./signatures.ts";

/**
 * SSL 3.0 (RFC 6101) of 1996, with a MAC, a padding and derivations of its own. RFC 7568 retired it
 * after POODLE. A client without a certificate sends an empty list, as in TLS, and not the warning
 * `no_certificate`.
 */
export const SSL30: Dialect = {
  version: ProtocolVersion["SSL 3.0"],
  name: "SSL 3.0",
  mainSecret: ({ crypto }, premaster, randoms) =>
    ssl3MasterSecret(crypto, premaster, named(randoms)),
  keyBlock: ({ crypto }, mainSecret, randoms, length) =>
    ssl3KeyBlock(crypto, mainSecret, named(randoms), length),
  verifyData: ({ crypto }, mainSecret, role, transcript) =>
    ssl3Finished(crypto, mainSecret, role, hashes(crypto, transcript)),
  certificateVerifyContent({ crypto }, mainSecret, transcript) {
    const { md5, sha1 } = ssl3CertificateVerify(crypto, mainSecret, hashes(crypto, transcript));
    return concat(md5, sha1);
  },
  impliedScheme: schemeOfSsl3,
  certificateVerifyScheme: certificateVerifySchemeOfSsl3,
  // Elliptic curves, keys from elsewhere and SHA-2 came with TLS.
  speaks: ({ cipher, keyExchange }) =>
    cipher.kind !== "aead" && cipher.macLength <= 20 && !/^EC|PSK/.test(keyExchange.name),
  firstIvFromKeyBlock: true,
  exportKeys: (_kit, keys, cipher, randoms) => exportedKeys(keys, cipher, randoms, ssl3ExportKeys),
  prefixesPremaster: false,
  protectRecords: (context) =>
    context.suite.cipher.kind === "cbc"
      ? ssl3Cbc(context, context.suite.cipher)
      : honestProtection(context),
};

function named({ client, server }: Randoms) {
  return { clientRandom: client, serverRandom: server };
}

function hashes(crypto: CryptoProvider, transcript: Bytes): HandshakeHashes {
  return {
    md5: createMd5().update(transcript),
    sha1: crypto.hash("SHA-1").create().update(transcript),
  };
}
