import type { Bytes } from "../bytes/mod.ts";
import type { CryptoProvider, PrivateKey, PublicKey } from "../crypto/mod.ts";
import {
  actingAuthority,
  type Authority as Issuer,
  authority,
  type Certificate,
  type CrlReason,
  type Identity,
  issueLogged,
  type IssueOptions,
  issueRevocationList,
  type ListOptions,
  parseCertificate,
  type Revoked,
  selfSigned,
  type Submission,
} from "../pki/mod.ts";
import type { Stage } from "./stage.ts";

/** How an authority is set up. */
export interface AuthorityOptions extends Omit<IssueOptions, "names"> {
  /** What it computes with; what everybody does, unless said. */
  readonly crypto?: CryptoProvider;
}

/** An identity with the name it was issued for. */
export interface IssuedIdentity extends Identity {
  /** The first name in the certificate. */
  readonly subject: string;
  /** SHA-256 of the leaf's SubjectPublicKeyInfo: what a client pins (RFC 7469 §2.4). */
  readonly pin: Bytes;
}

/** Trent, or somebody who pretends to be him: signs that a key belongs to a name. */
export class Authority {
  readonly #stage: Stage;
  readonly #issuer: Issuer;
  readonly #revoked: Revoked[] = [];

  /** @param issuer who it is, when somebody else vouches for it */
  constructor(stage: Stage, readonly name: string, options: AuthorityOptions, issuer?: Issuer) {
    this.#stage = stage;
    const { crypto = stage.crypto, ...profile } = options;
    this.#issuer = issuer ??
      authority(name, { ...profile, ...toolsOf(stage, name), provider: crypto });
  }

  /** DER, for trust stores. */
  get certificate(): Bytes {
    return this.#issuer.certificate;
  }

  /** What it signs with: to be granted to somebody, or found by her. */
  get key(): PrivateKey {
    return this.#issuer.key;
  }

  /** An authority this one vouches for; it comes along in the chains of those it issues for. */
  intermediate(name: string, options: AuthorityOptions = {}): Authority {
    return new Authority(this.#stage, name, {}, this.#issuer.intermediate(name, options));
  }

  /**
   * A second certificate for another authority's name and key, so that whoever knows only this one
   * believes the other, too (RFC 5280 §3.2).
   */
  crossCertify(other: Authority, options: AuthorityOptions = {}): Bytes {
    const { name, key } = other.#issuer;
    return this.#issuer.certify(key.publicKey, { ca: true, subject: name, ...options });
  }

  /** Takes a certificate back: what is published about it from now on says so. */
  revoke({ chain }: Identity, reason: CrlReason = "unspecified"): void {
    const date = this.#stage.world.calendar();
    this.#revoked.push({ serialNumber: leafOf(chain).serialNumber, date, reason });
  }

  /** Every certificate that was taken back, in order. */
  get revoked(): readonly Revoked[] {
    return this.#revoked;
  }

  /** Signs a list of all that was taken back (RFC 5280 §5.1). */
  revocationList(options: Omit<ListOptions, "revoked" | "thisUpdate">): Bytes {
    const thisUpdate = this.#stage.world.calendar();
    return issueRevocationList(
      this.#issuer,
      { ...options, thisUpdate, revoked: this.#revoked },
      toolsOf(this.#stage, this.name),
    );
  }

  /** Issues a certificate for a key whose private half stays where it is. */
  certify(key: PublicKey, options: Omit<IssueOptions, "key">): Bytes {
    return this.#issuer.certify(key, options);
  }

  /** The same for DNS names, with the certificates above it: a whole chain, leaf first. */
  certifyNames(key: PublicKey, names: readonly string[]): readonly Bytes[] {
    return [this.certify(key, { names }), ...this.#issuer.chain];
  }

  /** Issues a certificate, and the key that goes with it, for a DNS name. */
  issue(name: string, options: IssueOptions = {}): IssuedIdentity {
    return issued(this.#stage, name, this.#issuer.issue({ names: [name], ...options }));
  }

  /**
   * The same, announced to logs first and issued with their promises inside (RFC 6962 §3.1).
   *
   * @throws {RangeError} if a log will not have it
   */
  issueLogged(
    name: string,
    logs: readonly Submission[],
    options: IssueOptions = {},
  ): IssuedIdentity {
    return issued(
      this.#stage,
      name,
      issueLogged(this.#issuer, logs, { names: [name], ...options }),
    );
  }
}

/** An identity that nobody but its owner vouches for. */
export function selfSignedIdentity(
  stage: Stage,
  owner: string,
  name: string,
  options: AuthorityOptions = {},
): IssuedIdentity {
  return issued(stage, name, selfSigned({ names: [name], ...options, ...toolsOf(stage, owner) }));
}

/** Somebody who plays authority with the key of a certificate that is no authority's. */
export function playingAuthority(stage: Stage, owner: string, identity: IssuedIdentity): Authority {
  return new Authority(stage, owner, {}, actingAuthority(identity, toolsOf(stage, owner)));
}

/** An identity as people have it. */
export function issued({ crypto }: Stage, subject: string, identity: Identity): IssuedIdentity {
  const leaf = leafOf(identity.chain);
  const pin = crypto.hash("SHA-256").digest(leaf.subjectPublicKeyInfo.der);
  return { ...identity, subject, pin };
}

function leafOf(chain: readonly Bytes[]): Certificate {
  const leaf = parseCertificate(chain[0]!);
  if (!leaf.ok) throw new Error(`Cannot read a certificate just written: ${leaf.error}`);
  return leaf.value;
}

/** Chance, time and arithmetic for an authority of this world. */
export function toolsOf({ world, crypto }: Stage, name: string) {
  return {
    provider: crypto,
    random: world.random(`authority ${name}`),
    clock: () => world.calendar(),
  };
}
