import type { CryptoProvider } from "../../crypto/mod.ts";
import { signatureAlgorithmOf } from "../x509/algorithm.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { CertificateList } from "../x509/revocation_list.ts";
import { modulusBits } from "../x509/public_key.ts";
import { MAXIMUM_RSA_BITS, MAXIMUM_RSA_EXPONENT } from "./rules/algorithm.ts";

/** No honest chain needs more; a peer that sends one which does is after the verifier's time. */
export const MAX_SIGNATURE_CHECKS = 100;

/** What certificates, lists and answers have in common. */
export type Signed = Pick<Certificate, "tbs" | "signatureAlgorithm" | "signature">;

/** Checks signatures for one verification: every pair once, and not more than the bound. */
export class SignatureChecks {
  readonly #provider: CryptoProvider;
  readonly #answers = new Map<Certificate, Map<Certificate, boolean>>();
  #left = MAX_SIGNATURE_CHECKS;

  constructor(provider: CryptoProvider) {
    this.#provider = provider;
  }

  /** Whether the bound has been reached, so that a `false` may mean "not checked". */
  get exhausted(): boolean {
    return this.#left <= 0;
  }

  readonly verifies = (certificate: Certificate, issuer: Certificate): boolean => {
    let answers = this.#answers.get(certificate);
    if (answers === undefined) this.#answers.set(certificate, answers = new Map());
    let answer = answers.get(issuer);
    if (answer === undefined) {
      if (this.exhausted) return false;
      answers.set(issuer, answer = this.#check(certificate, issuer));
    }
    return answer;
  };

  readonly verifiesList = (list: CertificateList, issuer: Certificate): boolean => {
    const { tbsCertList: { der: tbs }, signatureAlgorithm, signature } = list;
    return this.signedBy({ tbs, signatureAlgorithm, signature }, issuer);
  };

  /** Whether the key of that certificate made a signature; asked twice, computed twice. */
  readonly signedBy = (signed: Signed, signer: Certificate): boolean =>
    !this.exhausted && this.#check(signed, signer);

  #check(signed: Signed, issuer: Certificate): boolean {
    const algorithm = signatureAlgorithmOf(signed.signatureAlgorithm);
    const key = issuer.publicKey;
    if (algorithm === undefined || key === undefined) return false;
    const tooLarge = key.type === "rsa" &&
      (key.exponent > MAXIMUM_RSA_EXPONENT || modulusBits(key.modulus) > MAXIMUM_RSA_BITS);
    if (tooLarge) return false;
    this.#left--;
    return this.#provider.verify(algorithm, key, signed.tbs, signed.signature);
  }
}
