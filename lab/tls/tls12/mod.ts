/** TLS 1.2, and what its forerunners share with it. */
export { cbcEncryptThenMac } from "../record/cbc_encrypt_then_mac.ts";
export { badRecordMac } from "../record/bad_record_mac.ts";
export {
  cbcMacThenEncrypt,
  openMacInside,
  type Refusal,
  type Refuse,
} from "../record/cbc_mac_then_encrypt.ts";
export { padToBlocks, unpaddedLength } from "../record/cbc_padding.ts";
export { honestProtection } from "../record/construction12.ts";
export { EXPLICIT_LENGTH, gcmWithExplicitNonce } from "../record/gcm_explicit_nonce.ts";
export {
  type DirectionKeys,
  type ProtectionContext,
  type ProtectionFactory12,
  pseudoHeader,
  recordMac,
  recordOf,
  type RecordProtection12,
} from "../record/protection12.ts";
export {
  type Dialect,
  type Kit,
  MAIN_SECRET_LENGTH,
  type Randoms,
  TLS12,
  VERIFY_DATA_LENGTH,
  type WriteKeys,
} from "./dialect.ts";
export { DHE, dheWith } from "./key_exchange/dhe.ts";
export { ECDHE } from "./key_exchange/ecdhe.ts";
export type {
  ClientContext,
  ClientHalf,
  ExchangeContext,
  KeyExchange12,
  ServerContext,
  ServerHalf,
} from "./key_exchange/key_exchange.ts";
export { RSA } from "./key_exchange/rsa.ts";
export { splitParams } from "./key_exchange/split_params.ts";
export {
  type AeadCipher,
  type CbcCipher,
  type Cipher12,
  CIPHERS_12,
  KEY_EXCHANGES_12,
  MODERN_TLS12_SUITES,
  type OtherCipher,
  type Suite12,
  suiteByName,
  TLS12_SUITES,
} from "./suite.ts";
export { directionKeys } from "./session.ts";
export { tls12Client } from "./client/machine.ts";
export { tls12Server } from "./server/machine.ts";
