import { dheWith, type KeyExchange12 } from "../../tls/mod.ts";
import { dhAnonWith } from "./anonymous.ts";
import { dh512 } from "./groups.ts";

/** Shortest prime that an export client of the time took, in bits. */
const SHORTEST = 512;

/**
 * Diffie-Hellman in a group of 512 bits, as much as could leave the country (RFC 2246 §C). Nothing
 * that is signed says that it was for export, so a client that takes short primes can be made to
 * believe that it speaks DHE (Logjam, 2015).
 */
export const DHE_EXPORT: KeyExchange12 = { ...dheWith(dh512, SHORTEST), name: "DHE_EXPORT" };

/** The same without names. */
export const DH_ANON_EXPORT: KeyExchange12 = {
  ...dhAnonWith(dh512, SHORTEST),
  name: "DH_anon_EXPORT",
};
