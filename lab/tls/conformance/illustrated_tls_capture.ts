import { type Bytes, concat, fromHex } from "../../bytes/mod.ts";
import type { CryptoProvider, RsaPrivateKey } from "../../crypto/mod.ts";
import { decodePem, decodePrivateKey, der, OIDS } from "../../pki/mod.ts";
import type { Side } from "../passive/mod.ts";

/** One captured connection with every private key that went into it. */
export interface Capture {
  readonly id: string;
  readonly keylog: readonly string[];
  readonly chunks: readonly { readonly from: Side; readonly hex: string }[];
  /** Records and messages under the names that the source gives them. */
  readonly pieces: Readonly<Record<string, string>>;
  readonly server_key_pem: string;
  readonly server_cert_pem: string;
  readonly suite: string;
  readonly client_x25519_private: string;
  readonly server_x25519_private: string;
  readonly shared_secret: string;
  readonly application_data: Readonly<Record<Side, string>>;
}

/** All that a side sent. */
export function streamOf({ chunks }: Capture, side: Side): Bytes {
  return concat(...chunks.filter(({ from }) => from === side).map((chunk) => fromHex(chunk.hex)));
}

/** The server's key, which the source prints as PKCS #1 has it (RFC 8017 §A.1.2). */
export function serverKey({ server_key_pem: pem }: Capture, crypto: CryptoProvider): RsaPrivateKey {
  const [block] = decodePem(pem);
  const algorithm = der.sequence(der.oid(OIDS.rsaEncryption), der.nothing());
  const wrapped = der.sequence(der.integer(0), algorithm, der.octetString(block!.der));
  const key = decodePrivateKey(wrapped, crypto);
  if (!key.ok || key.value.type !== "rsa") {
    throw new SyntaxError(key.ok ? "Cannot use a server key that is not RSA" : key.error);
  }
  return key.value;
}

/** The server's certificate, DER. */
export function serverCertificate({ server_cert_pem: pem }: Capture): Bytes {
  return decodePem(pem)[0]!.der;
}
