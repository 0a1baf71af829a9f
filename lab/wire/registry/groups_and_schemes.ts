import { type Registry, registry } from "../../bytes/mod.ts";
import { greased } from "./grease.ts";

/** `NamedGroup` (RFC 9846 §4.3.7 [8446 §4.2.7]). */
export const NamedGroup = greased(registry("NamedGroup", 2, {
  secp192r1: 0x0013,
  secp224r1: 0x0015,
  secp256k1: 0x0016,
  secp256r1: 0x0017,
  secp384r1: 0x0018,
  secp521r1: 0x0019,
  brainpoolP256r1: 0x001a,
  brainpoolP384r1: 0x001b,
  brainpoolP512r1: 0x001c,
  x25519: 0x001d,
  x448: 0x001e,
  ffdhe2048: 0x0100,
  ffdhe3072: 0x0101,
  ffdhe4096: 0x0102,
  ffdhe6144: 0x0103,
  ffdhe8192: 0x0104,
  SecP256r1MLKEM768: 0x11eb,
  X25519MLKEM768: 0x11ec,
  SecP384r1MLKEM1024: 0x11ed,
}));

/** `HashAlgorithm` of TLS 1.2: the first byte of a signature's number (RFC 5246 §7.4.1.4.1). */
export const HashAlgorithm = registry("HashAlgorithm", 1, {
  none: 0,
  md5: 1,
  sha1: 2,
  sha224: 3,
  sha256: 4,
  sha384: 5,
  sha512: 6,
});

/** `SignatureAlgorithm` of TLS 1.2: the second byte (RFC 5246 §7.4.1.4.1). */
export const SignatureAlgorithm = registry("SignatureAlgorithm", 1, {
  anonymous: 0,
  rsa: 1,
  dsa: 2,
  ecdsa: 3,
});

/** Schemes that TLS 1.3 gave no name are shown as the pair that TLS 1.2 means: `md5 with rsa`. */
function paired<N extends Record<string, number>>(plain: Registry<N>): Registry<N> {
  const pair = (value: number) => {
    const hash = HashAlgorithm.nameOf(value >> 8);
    const signature = SignatureAlgorithm.nameOf(value & 0xff);
    if (plain.nameOf(value) !== undefined || hash === undefined || signature === undefined) return;
    return `${hash} with ${signature} (0x${value.toString(16).padStart(4, "0")})`;
  };
  return {
    ...plain,
    show: (value) => pair(value) ?? plain.show?.(value),
    label: (value) => pair(value) ?? plain.label(value),
  };
}

/** `SignatureScheme` (RFC 9846 §4.3.3 [8446 §4.2.3]). */
export const SignatureScheme = paired(greased(registry("SignatureScheme", 2, {
  rsa_pkcs1_sha1: 0x0201,
  ecdsa_sha1: 0x0203,
  rsa_pkcs1_sha256: 0x0401,
  ecdsa_secp256r1_sha256: 0x0403,
  rsa_pkcs1_sha384: 0x0501,
  ecdsa_secp384r1_sha384: 0x0503,
  rsa_pkcs1_sha512: 0x0601,
  ecdsa_secp521r1_sha512: 0x0603,
  rsa_pss_rsae_sha256: 0x0804,
  rsa_pss_rsae_sha384: 0x0805,
  rsa_pss_rsae_sha512: 0x0806,
  ed25519: 0x0807,
  ed448: 0x0808,
  rsa_pss_pss_sha256: 0x0809,
  rsa_pss_pss_sha384: 0x080a,
  rsa_pss_pss_sha512: 0x080b,
})));
