import {
  EXPLICIT_LENGTH,
  gcmWithExplicitNonce,
  honestProtection,
  type ProtectionFactory12,
} from "../tls/mod.ts";
import type { Flaw } from "./flaw.ts";

/** A counter that is set back after the first data record, so that its value comes twice. */
function stuttering(sequence: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(EXPLICIT_LENGTH);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(sequence < 2 ? sequence : sequence - 1));
  return bytes;
}

const repeatsNonce: ProtectionFactory12 = (context) => {
  const { suite: { cipher } } = context;
  return cipher.kind === "aead" && cipher.recordIvLength > 0
    ? gcmWithExplicitNonce(context, cipher, stuttering)
    : honestProtection(context);
};

/**
 * A sender of AES-GCM records whose explicit nonce comes twice: the second and the third record of
 * a connection have the same one.
 */
export const reusedGcmNonce: Flaw = {
  id: "reused-gcm-nonce",
  title: "Uses one nonce of AES-GCM for two records",
  seen: "Böck, Zauner, Devlin, Somorovsky and Jovanovic, Nonce-Disrespecting Adversaries, 2016",
  breaks: "RFC 5288 §3: no explicit nonce comes twice under one key",
  apply: (config) => ({
    ...config,
    seams: { ...config.seams, protectOlderRecords: repeatsNonce },
  }),
};
