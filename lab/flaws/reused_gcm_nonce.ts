import {
  EXPLICIT_LENGTH,
  gcmWithExplicitNonce,
  honestProtection,
  type ProtectionFactory12,
} from "../tls/mod.ts";
import type { Flaw } from "./flaw.ts";

/** A counter that stops at 1. */
function stuck(sequence: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(EXPLICIT_LENGTH);
  bytes[EXPLICIT_LENGTH - 1] = Math.min(sequence, 1);
  return bytes;
}

const repeatsNonce: ProtectionFactory12 = (context) => {
  const { suite: { cipher } } = context;
  return cipher.kind === "aead" && cipher.recordIvLength > 0
    ? gcmWithExplicitNonce(context, cipher, stuck)
    : honestProtection(context);
};

/** A sender of AES-GCM records whose explicit nonce is the same from the second record on. */
export const reusedGcmNonce: Flaw = {
  id: "reused-gcm-nonce",
  title: "Uses one nonce of AES-GCM for many records",
  seen: "Böck, Zauner, Devlin, Somorovsky and Jovanovic, Nonce-Disrespecting Adversaries, 2016",
  breaks: "RFC 5288 §3: no explicit nonce comes twice under one key",
  apply: (config) => ({
    ...config,
    seams: { ...config.seams, protectOlderRecords: repeatsNonce },
  }),
};
