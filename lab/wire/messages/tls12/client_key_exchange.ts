/** ClientKeyExchange, one shape for each key exchange (RFC 5246 §7.4.7). */
import { type Infer, prefixed, rest, shortHex, shown, struct } from "../../../bytes/mod.ts";
import { bigNumber, EcPoint } from "./parameters.ts";

const NAME = "ClientKeyExchange";

const encryptedPreMasterSecret = shown(prefixed(2, rest), (bytes) => shortHex(bytes));

/** RSA (RFC 5246 §7.4.7.1). */
export const RsaClientKeyExchange = struct(NAME, { encryptedPreMasterSecret });
export type RsaClientKeyExchange = Infer<typeof RsaClientKeyExchange>;

/** RSA in SSL 3.0, which writes the ciphertext without a length (RFC 6101 §5.6.7.1). */
export const RsaClientKeyExchange30 = struct(NAME, {
  encryptedPreMasterSecret: shown(rest, (bytes) => shortHex(bytes)),
});
export type RsaClientKeyExchange30 = Infer<typeof RsaClientKeyExchange30>;

/** DHE and DH_anon (RFC 5246 §7.4.7.2). */
export const DheClientKeyExchange = struct(NAME, { dhYc: bigNumber });
export type DheClientKeyExchange = Infer<typeof DheClientKeyExchange>;

/** ECDHE, ECDH and ECDH_anon (RFC 8422 §5.7). */
export const EcdheClientKeyExchange = struct(NAME, { ecdhYc: EcPoint });
export type EcdheClientKeyExchange = Infer<typeof EcdheClientKeyExchange>;

const pskIdentity = prefixed(2, rest);

/** PSK (RFC 4279 §2). */
export const PskClientKeyExchange = struct(NAME, { pskIdentity });
export type PskClientKeyExchange = Infer<typeof PskClientKeyExchange>;

/** DHE_PSK (RFC 4279 §3). */
export const DhePskClientKeyExchange = struct(NAME, { pskIdentity, dhYc: bigNumber });
export type DhePskClientKeyExchange = Infer<typeof DhePskClientKeyExchange>;

/** ECDHE_PSK (RFC 5489 §2). */
export const EcdhePskClientKeyExchange = struct(NAME, { pskIdentity, ecdhYc: EcPoint });
export type EcdhePskClientKeyExchange = Infer<typeof EcdhePskClientKeyExchange>;

/** RSA_PSK (RFC 4279 §4). */
export const RsaPskClientKeyExchange = struct(NAME, { pskIdentity, encryptedPreMasterSecret });
export type RsaPskClientKeyExchange = Infer<typeof RsaPskClientKeyExchange>;
