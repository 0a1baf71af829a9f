import type { Bytes } from "../../bytes/mod.ts";
import type { PrivateKey, PublicKey } from "../../crypto/mod.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { distinguishedName, type Name, shortName } from "../x509/name.ts";
import { issueCertificate, type KeyChoice, keyFor, type Mistakes, type Tools } from "./issue.ts";
import { type CertificateProfile, subjectOf } from "./profile.ts";

/** What a TLS server or client is configured with. */
export interface Identity {
  /** DER, leaf first, without the root: what goes into the Certificate message. */
  readonly chain: readonly Bytes[];
  readonly key: PrivateKey;
  /** An OCSP response about the leaf, DER (RFC 6960), for clients that ask for one. */
  readonly ocspStaple?: Bytes;
  /** Promises of logs to publish the leaf, for clients that ask for them (RFC 6962 §3.3.1). */
  readonly timestamps?: readonly Bytes[];
}

/** Contents and mistakes of one certificate, and the key it is for. */
export interface IssueOptions extends CertificateProfile, Mistakes {
  /** By default a fresh P-256 key. */
  readonly key?: KeyChoice;
}

/** Contents and mistakes of an authority's own certificate. */
export type AuthorityOptions = IssueOptions & Tools;

/**
 * A certification authority, root or intermediate: trent's tool, and mallory's.
 *
 *     const trent = authority("Trent Root", { provider, random, clock });
 *     const issuing = trent.intermediate("Trent Issuing CA", { pathLength: 0 });
 *     const bank = issuing.issue({ names: ["bank.example"] });
 */
export interface Authority {
  readonly name: Name;
  readonly key: PrivateKey;
  /** Its own certificate, DER: the trust anchor, if this is a root. */
  readonly certificate: Bytes;
  /** Its certificate and those above it, without the root; empty for a root. */
  readonly chain: readonly Bytes[];
  /** Issues a leaf and makes or takes its key. */
  issue(options: IssueOptions): Identity;
  /** Issues a certificate for a key whose private half stays where it is. */
  certify(key: PublicKey, options: CertificateProfile & Mistakes): Bytes;
  /** Issues the certificate of an authority below this one. */
  intermediate(name: string, options?: IssueOptions): Authority;
}

/** A root: an authority that vouches for itself. */
export function authority(name: string, options: AuthorityOptions): Authority {
  const key = keyFor(options.key ?? "P-256", name, options);
  const profile: CertificateProfile = { ca: true, subject: common(name), ...options };
  const issuer = { selfSignedWith: key };
  const certificate = issueCertificate(key.publicKey, issuer, profile, options, options);
  return madeAuthority(subjectOf(profile), key, certificate, [], options);
}

/** A certificate signed by its own key, as appliances and attackers make them. */
export function selfSigned(options: IssueOptions & Tools): Identity {
  const key = keyFor(options.key ?? "P-256", shortName(subjectOf(options)), options);
  const issuer = { selfSignedWith: key };
  return { chain: [issueCertificate(key.publicKey, issuer, options, options, options)], key };
}

/**
 * Somebody who signs certificates with a key that was certified for something else, as owners of
 * server certificates have done. Whether anybody believes it is the verifier's affair.
 *
 * @throws {SyntaxError} if the identity's own certificate cannot be read
 */
export function actingAuthority({ chain, key }: Identity, tools: Tools): Authority {
  const own = parseCertificate(chain[0]!);
  if (!own.ok) throw new SyntaxError(`Cannot sign with this identity: ${own.error}`);
  return madeAuthority(own.value.subject, key, own.value.der, chain, tools);
}

function common(name: string): Name {
  return distinguishedName(["commonName", name]);
}

function madeAuthority(
  name: Name,
  key: PrivateKey,
  certificate: Bytes,
  chain: readonly Bytes[],
  tools: Tools,
): Authority {
  const issuer = { name, key };
  const certify: Authority["certify"] = (publicKey, options) =>
    issueCertificate(publicKey, issuer, options, tools, options);
  return {
    name,
    key,
    certificate,
    chain,
    certify,
    issue(options) {
      const owner = shortName(subjectOf(options));
      const leafKey = keyFor(options.key ?? "P-256", owner, tools);
      return { chain: [certify(leafKey.publicKey, options), ...chain], key: leafKey };
    },
    intermediate(childName, options = {}) {
      const childKey = keyFor(options.key ?? "P-256", childName, tools);
      const profile = { ca: true, subject: common(childName), ...options };
      const child = certify(childKey.publicKey, profile);
      return madeAuthority(subjectOf(profile), childKey, child, [child, ...chain], tools);
    },
  };
}
