import { DHE, dheWith, ECDHE, type KeyExchange12 } from "../../tls/mod.ts";

/**
 * The same agreement with nobody's name to it: no certificate, no signature (RFC 5246 §7.4.3). It
 * helps against those who only listen; whoever stands between the two agrees with each of them.
 */
function anonymous(keyExchange: KeyExchange12, name: string): KeyExchange12 {
  return { ...keyExchange, name, serverSends: "unsigned", keyUse: "nothing" };
}

/** Diffie-Hellman without names. @param group as in `dheWith` */
export function dhAnonWith(...group: Parameters<typeof dheWith>): KeyExchange12 {
  return anonymous(dheWith(...group), "DH_anon");
}

/** DH_anon in the group of RFC 7919 §A.1. */
export const DH_ANON: KeyExchange12 = anonymous(DHE, "DH_anon");

/** ECDH_anon (RFC 8422 §2.3). */
export const ECDH_ANON: KeyExchange12 = anonymous(ECDHE, "ECDH_anon");
