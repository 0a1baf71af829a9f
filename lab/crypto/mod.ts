/**
 * Synchronous, deterministic primitives behind one interface. This entry holds the interface and
 * what is generic over it and loads nothing heavy; the two implementations are `noble.ts` and
 * `native.ts` beside it.
 */
export { AEAD_KEY_LENGTH, AEAD_TAG_LENGTH, NONCE_LENGTH, TAG_LENGTH } from "./aead.ts";
export { aesCmac } from "./cmac.ts";
export { CBC_BLOCK_LENGTH, CBC_KEY_LENGTH } from "./cbc.ts";
export { constantTimeEqual } from "./constant_time.ts";
export { memoisedVerify } from "./memoised_verify.ts";
export { RSA_FIXTURE_NAMES, rsaFixture, type RsaFixtureName } from "./fixtures/rsa_keys.ts";
export {
  dhAgree,
  dhGenerate,
  dhKeyPair,
  type FiniteGroup,
  finiteGroup,
  finiteGroupFromPeer,
  withoutLeadingZeros,
} from "./dh.ts";
export { ffdhe2048, ffdhe3072, modp1024 } from "./dh_groups.ts";
export { generateEcKey, generateEd25519Key } from "./generate_key.ts";
export { hkdfExpand, hkdfExtract } from "./hkdf.ts";
export type * from "./keys.ts";
export type * from "./provider.ts";
export type { RandomSource } from "./random.ts";
export { generateRsaKey, rsaKeyFromPrimes } from "./rsa/generate.ts";
export { digestInfo } from "./rsa/pkcs1_signature.ts";
export { decryptPremaster, PREMASTER_LENGTH } from "./rsa/premaster.ts";
export { rsaPrivateOperation, rsaPublicOperation } from "./rsa/raw.ts";
export { bytesToInteger, integerToBytes, modInverse, modPow } from "./integers.ts";
export { ScriptedRandom } from "./scripted_random.ts";
export { seededRandom } from "./seeded_random.ts";
export { tls12Prf } from "./tls12_prf.ts";
export {
  type CurvePoint,
  type EcdsaNumbers,
  ecdsaSignOn,
  ecdsaVerifyOn,
  nistCurve,
  type WeierstrassCurve,
} from "./weierstrass.ts";
