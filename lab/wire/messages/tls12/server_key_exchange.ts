/** ServerKeyExchange, one shape for each key exchange (RFC 5246 §7.4.3). */
import { type Codec, type Infer, prefixed, rest, struct } from "../../../bytes/mod.ts";
import { DigitallySigned10, DigitallySigned12 } from "./authentication.ts";
import { ServerDhParams, ServerEcdhParams, ServerRsaParams } from "./parameters.ts";

const NAME = "ServerKeyExchange";

/** Parameters with a signature over the randoms and them, as TLS 1.2 spells it. */
const signed12 = <T>(params: Codec<T>) => struct(NAME, { params, signedParams: DigitallySigned12 });

/** The same up to TLS 1.1: what algorithm it is, follows from the suite. */
const signed10 = <T>(params: Codec<T>) => struct(NAME, { params, signedParams: DigitallySigned10 });

/** ECDHE_RSA and ECDHE_ECDSA in TLS 1.2 (RFC 8422 §5.4). */
export const EcdheServerKeyExchange = signed12(ServerEcdhParams);
export type EcdheServerKeyExchange = Infer<typeof EcdheServerKeyExchange>;

/** ECDHE_RSA and ECDHE_ECDSA up to TLS 1.1 (RFC 8422 §5.4). */
export const EcdheServerKeyExchange10 = signed10(ServerEcdhParams);
export type EcdheServerKeyExchange10 = Infer<typeof EcdheServerKeyExchange10>;

/** DHE_RSA and DHE_DSS in TLS 1.2 (RFC 5246 §7.4.3). */
export const DheServerKeyExchange = signed12(ServerDhParams);
export type DheServerKeyExchange = Infer<typeof DheServerKeyExchange>;

/** DHE_RSA and DHE_DSS up to TLS 1.1, and their export variants (RFC 4346 §7.4.3). */
export const DheServerKeyExchange10 = signed10(ServerDhParams);
export type DheServerKeyExchange10 = Infer<typeof DheServerKeyExchange10>;

/** DH_anon: nobody signs (RFC 5246 §7.4.3). */
export const DhAnonServerKeyExchange = struct(NAME, { params: ServerDhParams });
export type DhAnonServerKeyExchange = Infer<typeof DhAnonServerKeyExchange>;

/** ECDH_anon: nobody signs (RFC 8422 §5.4). */
export const EcdhAnonServerKeyExchange = struct(NAME, { params: ServerEcdhParams });
export type EcdhAnonServerKeyExchange = Infer<typeof EcdhAnonServerKeyExchange>;

/** RSA_EXPORT with a certificate whose key is too long for it (RFC 2246 §7.4.3). */
export const RsaExportServerKeyExchange = signed10(ServerRsaParams);
export type RsaExportServerKeyExchange = Infer<typeof RsaExportServerKeyExchange>;

/** What a careless client of TLS 1.2 would have to read to be led to an export key. */
export const RsaExportServerKeyExchange12 = signed12(ServerRsaParams);
export type RsaExportServerKeyExchange12 = Infer<typeof RsaExportServerKeyExchange12>;

const pskIdentityHint = prefixed(2, rest);

/** PSK and RSA_PSK: only a hint which key to take (RFC 4279 §2, §4). */
export const PskServerKeyExchange = struct(NAME, { pskIdentityHint });
export type PskServerKeyExchange = Infer<typeof PskServerKeyExchange>;

/** DHE_PSK (RFC 4279 §3). */
export const DhePskServerKeyExchange = struct(NAME, { pskIdentityHint, params: ServerDhParams });
export type DhePskServerKeyExchange = Infer<typeof DhePskServerKeyExchange>;

/** ECDHE_PSK (RFC 5489 §2). */
export const EcdhePskServerKeyExchange = struct(NAME, {
  pskIdentityHint,
  params: ServerEcdhParams,
});
export type EcdhePskServerKeyExchange = Infer<typeof EcdhePskServerKeyExchange>;
