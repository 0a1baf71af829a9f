/**
 * Ciphers and key schedules of SSL 3.0, TLS 1.0 and the export suites: protocols that are only here
 * to be broken. Nothing honest and present may import this room.
 */
export { DES_BLOCK_LENGTH, DES_KEY_LENGTH, desCbc, type DesCbcName } from "./ciphers/des_cbc.ts";
export { createMd5, hmacMd5, md5, MD5_LENGTH } from "./ciphers/md5.ts";
export { Rc4 } from "./ciphers/rc4.ts";
export { DEFLATE } from "./compression/deflate.ts";
export {
  type HandshakeHashes,
  type Randoms,
  ssl3CertificateVerify,
  ssl3ExportKeys,
  ssl3Finished,
  ssl3KeyBlock,
  ssl3Mac,
  type Ssl3MacName,
  ssl3MasterSecret,
  type Ssl3Record,
} from "./keys/ssl3.ts";
export {
  certificateVerifySchemeOfSsl3,
  schemeBeforeTls12,
  schemeOfSsl3,
} from "./dialects/signatures.ts";
export { SSL30 } from "./dialects/ssl30.ts";
export { TLS10, tls10, type Tls10Options } from "./dialects/tls10.ts";
export { TLS11 } from "./dialects/tls11.ts";
export { DH_ANON, dhAnonWith, ECDH_ANON } from "./exchange/anonymous.ts";
export { DH_ANON_EXPORT, DHE_EXPORT } from "./exchange/dhe_export.ts";
export { dh512, toyDh48, toyDh64 } from "./exchange/groups.ts";
export { DHE_PSK, dhePskWith, ECDHE_PSK, PSK, pskWith } from "./exchange/psk.ts";
export { RSA_EXPORT, RSA_TAKING_SHORT_KEYS, rsaExportWith } from "./exchange/rsa_export.ts";
export { STATIC_ECDH } from "./exchange/static_ecdh.ts";
export { toyExportKey } from "./exchange/toy_export_key.ts";
export { LEGACY_CIPHERS } from "./suites/ciphers.ts";
export { LEGACY_KEY_EXCHANGES, LEGACY_SUITES, legacySuite } from "./suites/suites.ts";
export { tls10ExportKeys, tls10Prf, tls10VerifyData } from "./keys/tls10.ts";
export type * from "./keys/types.ts";
export { legacyParts } from "./parts.ts";
export { judgingByToySha1, toySha1 } from "./toy_sha1.ts";
export { ChainedCbc } from "./record/chained_cbc.ts";
export { implicitIvCbc, implicitIvCbcEncryptThenMac } from "./record/implicit_iv_cbc.ts";
export { legacyMac, MAC_LENGTH, type MacName } from "./record/mac.ts";
export { splitFirstByte } from "./record/split_first_byte.ts";
export { ssl3Cbc } from "./record/ssl3_cbc.ts";
export { nullProtection, rc4Protection } from "./record/stream.ts";
