import { type Bytes, concat, encode, fromHex } from "../../bytes/mod.ts";
import { type CryptoProvider, generateEcKey, rsaFixture, seededRandom } from "../../crypto/mod.ts";
import {
  authority,
  CertificateLog,
  encodePem,
  encodePrivateKey,
  type Identity,
  issueLogged,
  type KnownLog,
  SignedCertificateTimestamp,
} from "../../pki/mod.ts";

/** The name every good server certificate is for, besides 127.0.0.1. */
export const SERVER_NAME = "bank.example";

/** Kinds of keys that certificates are made for. */
export const KEY_KINDS = [
  "ECDSA P-256",
  "ECDSA P-384",
  "ECDSA P-521",
  "Ed25519",
  "RSA-2048",
] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** Every certificate that the cases show each other. */
export interface Credentials {
  /** The root that both sides trust, DER. */
  readonly root: Bytes;
  /** A root that nobody has heard of, DER. */
  readonly strangersRoot: Bytes;
  /** Good servers, one for each kind of key; each chain has an intermediate of the same kind. */
  readonly server: Readonly<Record<KeyKind, Identity>>;
  /** A good server whose certificate the root itself has signed. */
  readonly plain: Identity;
  /** A good server whose certificate has the promises of two logs inside. */
  readonly logged: Identity;
  /** The same certificate with none inside, and with those of both logs beside it. */
  readonly promised: Identity;
  /** What clients know of the logs. */
  readonly logs: readonly KnownLog[];
  /** Good clients. */
  readonly client: Readonly<Record<KeyKind, Identity>>;
  /** A client whose root nobody has heard of. */
  readonly strangeClient: Identity;
  /** Servers with one fault each. */
  readonly faulty: Readonly<Record<"untrusted root" | "wrong name" | "expired", Identity>>;
}

/**
 * Founds an authority and has it issue everything the cases need.
 *
 * The keys come from a fixed seed, so that a failure comes back when the case is run again; they
 * guard nothing but a test on the own machine. The dates cannot be fixed, since the peers look at
 * the real clock.
 *
 * @param now seconds since 1970
 */
export function makeCredentials(provider: CryptoProvider, now: number): Credentials {
  const tools = { provider, random: seededRandom(1, "interop authority"), clock: () => now };
  const root = authority("Interop Root", tools);
  const strangers = authority("Strangers Root", tools);
  const bank = { names: [SERVER_NAME], addresses: ["127.0.0.1"] };
  const alice = { commonName: "alice", extendedKeyUsage: ["clientAuth"] } as const;

  const server = {} as Record<KeyKind, Identity>;
  const client = {} as Record<KeyKind, Identity>;
  for (const kind of KEY_KINDS) {
    const rsa = kind === "RSA-2048";
    const key = rsa ? undefined : curveOf(kind);
    const issuing = root.intermediate(`Interop Issuing CA ${kind}`, {
      key: key ?? rsaFixture("rsa-2048-a"),
      pathLength: 0,
    });
    server[kind] = issuing.issue({ ...bank, key: key ?? rsaFixture("rsa-2048-b") });
    client[kind] = issuing.issue({ ...alice, key: key ?? rsaFixture("rsa-2048-c") });
  }
  const issuing = root.intermediate("Interop Issuing CA");
  const logs = ["Log One", "Log Two"].map((name) => {
    const random = seededRandom(1, name);
    const key = generateEcKey(provider, "P-256", random, "key");
    const anchors = [root.certificate];
    const log = new CertificateLog({ provider, random, key, anchors, clock: () => now * 1000 });
    return { log, known: { name, key: key.publicKey } };
  });
  const unlogged = issuing.issue(bank);
  const timestamps = logs.map(({ log }) => {
    const answer = log.add(unlogged.chain);
    if (!answer.ok) throw new Error(`Cannot log a certificate: ${answer.why}`);
    return encode(SignedCertificateTimestamp, answer.timestamp);
  });
  const day = 86_400;
  return {
    root: root.certificate,
    strangersRoot: strangers.certificate,
    server,
    plain: root.issue(bank),
    logged: issueLogged(issuing, logs.map(({ log }) => log), bank),
    promised: { ...unlogged, timestamps },
    logs: logs.map(({ known }) => known),
    client,
    strangeClient: strangers.issue(alice),
    faulty: {
      "untrusted root": strangers.issue(bank),
      "wrong name": issuing.issue({ names: ["other.example"] }),
      "expired": issuing.issue({ ...bank, notBefore: now - 9 * day, notAfter: now - day }),
    },
  };
}

function curveOf(kind: Exclude<KeyKind, "RSA-2048">): "P-256" | "P-384" | "P-521" | "Ed25519" {
  return kind === "Ed25519" ? kind : kind.slice("ECDSA ".length) as "P-256" | "P-384" | "P-521";
}

/** Certificates as PEM, one behind the other. */
export function pemOf(...certificates: readonly Bytes[]): string {
  return certificates.map((der) => encodePem("CERTIFICATE", der)).join("");
}

/** The private key of an identity as PEM. */
export function keyPemOf({ key }: Identity): string {
  return encodePem("PRIVATE KEY", encodePrivateKey(key));
}

/**
 * The same in the first version of PKCS #8. OpenSSL 3.0 does not read the second one, which
 * `lab/pki` writes for Ed25519 (RFC 8410 §7): these 16 octets stand before the seed in the first.
 */
export function plainKeyPemOf(identity: Identity): string {
  const { key } = identity;
  if (key.type !== "ed25519") return keyPemOf(identity);
  const head = fromHex("302e020100300506032b657004220420");
  return encodePem("PRIVATE KEY", concat(head, key.seed));
}
