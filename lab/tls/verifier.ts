/**
 * The only place where proofs of authentication are minted. `CONNECTED` demands them, so a handler
 * that forgets a check does not compile.
 */
import { type Bytes, equalBytes } from "../bytes/mod.ts";
import { constantTimeEqual, type PublicKey, type SignatureAlgorithm } from "../crypto/mod.ts";
import {
  allowsUse,
  type Certificate,
  parseCertificate,
  type StatusContext,
  type StatusVerdict,
  type TransparencyPolicy,
} from "../pki/mod.ts";
import { type CertificateVerify, type Finished, SignatureScheme } from "../wire/mod.ts";
import type { ClientConfig, CommonConfig } from "./config.ts";
import { Fault, fault } from "./fault.ts";
import type { Asks, Out } from "./machine.ts";
import { signedContent } from "./schedule/mod.ts";
import type { PeerCheck } from "./seams.ts";
import { HANDSHAKE_SCHEMES } from "./suites.ts";

/** What a check may look at and tell. */
type Judge = Pick<Out<CommonConfig>, "config" | "now" | "emit">;

type KeyUse = "digitalSignature" | "keyEncipherment" | "keyAgreement" | "nothing";

declare const proof: unique symbol;

type CheckName = "chain" | "signature" | "psk" | "finished";

/** Evidence that a check was made and passed. */
export interface Verified<Check extends CheckName> {
  readonly [proof]: Check;
}

const mint = <Check extends CheckName>() => ({}) as Verified<Check>;

/** A certificate list that passed, and the key it vouches for. */
export interface VerifiedChain {
  readonly chain: Verified<"chain">;
  readonly key: PublicKey;
  /** DER, leaf first. */
  readonly certificates: readonly Bytes[];
  /** The path that was found good, leaf first, trust anchor last; absent if none was looked for. */
  readonly path: readonly Certificate[] | undefined;
}

/** Passed because it was not asked for, which whoever reads the checks must be able to see. */
const NO_NAME: PeerCheck = {
  rule: "name",
  ok: true,
  detail: "No name was asked for, so none was compared",
  spec: "RFC 9525 §6",
};

/** Judges the certificates of the peer (RFC 5280 §6), and its key against the pins, if any. */
export function verifyChain(
  certificates: readonly Bytes[],
  peer: {
    readonly role: "server" | "client";
    readonly name?: string;
    /** What the leaf's key is used for; to sign, unless said. */
    readonly keyUse?: KeyUse;
    /** Whether this is a new handshake on a connection that stands. */
    readonly renegotiation?: boolean;
    /** What is wanted of logs; nothing, unless said. */
    readonly transparency?: TransparencyPolicy | undefined;
    /** Promises of logs that came beside the certificates. */
    readonly timestamps?: readonly Bytes[] | undefined;
  },
  out: Judge,
): VerifiedChain | Fault {
  const { config } = out;
  const leaf = parseCertificate(certificates[0]!);
  if (!leaf.ok) return fault("undecodableCertificate", leaf.error);
  const verdict = config.seams.verifyChain(certificates, {
    crypto: config.crypto,
    anchors: config.anchors,
    now: out.now(),
    purpose: peer.role === "server" ? "serverAuth" : "clientAuth",
    ...(peer.name !== undefined && { name: peer.name }),
    ...(peer.renegotiation && { renegotiation: true }),
    ...(peer.transparency !== undefined && { transparency: peer.transparency }),
    ...(peer.timestamps !== undefined && { timestamps: peer.timestamps }),
  });
  const { ok, flaw } = verdict;
  const nameless = peer.role === "server" && peer.name === undefined;
  const checks = nameless ? [...verdict.checks, NO_NAME] : verdict.checks;
  out.emit({
    kind: "check",
    subject: "certificate chain",
    ok,
    checks,
    ...(flaw !== undefined && { flaw }),
    certificates,
  });
  if (!ok) {
    const failed = checks.filter(({ ok }) => !ok).map(({ detail }) => detail);
    return fault("certificateRejected", failed.join("; "), verdict.alert ?? "bad_certificate");
  }
  const { publicKey, subjectPublicKeyInfo } = leaf.value;
  const misfit = config.pins.length === 0
    ? undefined
    : checkPin(config, subjectPublicKeyInfo.der, certificates, verdict.path?.at(-1)?.der, out);
  if (misfit !== undefined) return misfit;
  if (publicKey === undefined) {
    return fault("unsupportedCertificateKey", "The leaf's key is of a kind the lab does not know");
  }
  const { keyUse = "digitalSignature" } = peer;
  if (keyUse !== "nothing" && !allowsUse(leaf.value, keyUse)) {
    return fault("keyMayNotSign", `The leaf's keyUsage does not include ${keyUse}`);
  }
  return { chain: mint(), key: publicKey, certificates, path: verdict.path };
}

/**
 * Judges whether the server's certificate still holds, as far as the client wants to know. Where
 * somebody else has to be asked, the connection waits for the answer, and the judgement comes then.
 *
 * @param staple an `OCSPResponse` that the server has sent along (RFC 6066 §8)
 */
export function verifyStatus(
  { path, certificates }: Pick<VerifiedChain, "path" | "certificates">,
  staple: Bytes | undefined,
  out: Pick<Out<ClientConfig>, "config" | "now" | "emit" | "random"> & Asks,
): Fault | undefined {
  const { revocation: policy, seams, crypto, ocspStapling } = out.config;
  if (policy === undefined || path === undefined) return undefined;
  const asksItself = policy.ask === "responder" && staple === undefined;
  const context: StatusContext = {
    provider: crypto,
    now: out.now(),
    path,
    // Only who has asked for a staple can miss it (RFC 7633 §4.3.3).
    policy: { ...policy, mustStaple: policy.mustStaple && ocspStapling },
    ...(staple !== undefined && { staple }),
    ...(policy.nonce && asksItself && { nonce: out.random.bytes("OCSP nonce", 32) }),
  };
  const verdict = seams.judgeStatus(context);
  if (!("ask" in verdict)) return statusFault(verdict, certificates, out);
  const question = verdict.ask;
  out.ask(question, (answer) => {
    const asked = { question, ...(answer !== undefined && { answer }) };
    const then = seams.judgeStatus({ ...context, now: out.now(), asked });
    if ("ask" in then) throw new Error("Cannot ask twice about one certificate");
    return statusFault(then, certificates, out);
  });
  return undefined;
}

function statusFault(
  { ok, checks, alert = "certificate_unknown" }: Exclude<StatusVerdict, { ask: unknown }>,
  certificates: readonly Bytes[],
  out: Pick<Out, "emit">,
): Fault | undefined {
  if (checks.length > 0) {
    out.emit({ kind: "check", subject: "revocation", ok, checks, certificates });
  }
  if (ok) return undefined;
  const failed = checks.filter((check) => !check.ok).map(({ detail }) => detail);
  return fault("statusRefused", failed.join("; "), alert);
}

/**
 * Compares the hash of the leaf's SubjectPublicKeyInfo with the keys met before, unless the chain
 * ends at a root that was added to this machine (RFC 7469 §2.6).
 */
function checkPin(
  config: CommonConfig,
  keyInfo: Bytes,
  certificates: readonly Bytes[],
  anchor: Bytes | undefined,
  out: Judge,
): Fault | undefined {
  const seen = config.crypto.hash("SHA-256").digest(keyInfo);
  const fits = config.pins.some((pin) => equalBytes(pin, seen));
  const exempt = anchor !== undefined &&
    config.addedAnchors.some((added) => equalBytes(added, anchor));
  const ok = fits || exempt;
  const start = indexOf(certificates[0]!, keyInfo);
  const check: PeerCheck = {
    rule: "pinnedKey",
    ok,
    detail: fits
      ? "The leaf's key is one of the pinned keys"
      : exempt
      ? "The leaf's key is not the pinned one, and that does not count: the chain ends at a root " +
        "that was added to this machine"
      : "The leaf's key is not one of the pinned keys",
    spec: "RFC 7469 §2.6",
    certificate: 0,
    range: { start, end: start + keyInfo.length },
  };
  out.emit({ kind: "check", subject: "pinned key", ok, checks: [check], certificates });
  return ok ? undefined : fault("pinMismatch", check.detail);
}

/** Both arrays share memory when the parser hands out views; then the offset is plain. */
function indexOf(certificate: Bytes, part: Bytes): number {
  return part.buffer === certificate.buffer ? part.byteOffset - certificate.byteOffset : 0;
}

/** Checks the signature over the transcript so far (RFC 9846 §4.5.2 [8446 §4.4.3]). */
export function verifySignature(
  message: CertificateVerify,
  signer: "server" | "client",
  key: PublicKey,
  out: Judge & Pick<Out, "transcript">,
): Verified<"signature"> | Fault {
  const { config } = out;
  const digest = out.transcript.digest();
  const name = SignatureScheme.label(message.algorithm);
  const scheme = HANDSHAKE_SCHEMES.get(message.algorithm);
  if (scheme === undefined || !config.signatureSchemes.includes(message.algorithm)) {
    return fault("badSignatureScheme", `Signed with ${name}, which was not offered`);
  }
  if (!scheme.fits(key)) {
    return fault("badSignatureScheme", `Signed with ${name}, which does not fit the key`);
  }
  return verifySigned(scheme.algorithm, message.signature, signedContent(signer, digest), {
    key,
    what: `The ${signer} signed this very transcript with the certificate's key`,
    spec: "RFC 9846 §4.5.2 [8446 §4.4.3]",
  }, out);
}

/** Checks a signature of any version over a content, and tells what it proves if it is good. */
export function verifySigned(
  algorithm: SignatureAlgorithm,
  signature: Bytes,
  content: Bytes,
  { key, what, spec }: { readonly key: PublicKey; readonly what: string; readonly spec: string },
  out: Judge,
): Verified<"signature"> | Fault {
  const { seams, crypto } = out.config;
  const judged = seams.verifySignature(crypto, algorithm, key, content, signature);
  const fits = judged === true;
  const detail = fits
    ? what
    : "The signature does not fit the certificate's key and this transcript";
  const check: PeerCheck = { rule: "signature", ok: fits, detail, spec };
  const ok = judged !== false;
  const flaw = typeof judged === "object" ? judged : {};
  out.emit({ kind: "check", subject: "signature", ok, checks: [check], ...flaw, certificates: [] });
  return ok ? mint() : fault("badSignature", detail);
}

/** Compares the peer's MAC over the transcript with our own (RFC 9846 §4.5.3 [8446 §4.4.4]). */
export function verifyFinished(
  message: Finished,
  expected: Bytes,
  out: Judge,
): Verified<"finished"> | Fault {
  const { length } = message.verifyData;
  if (length !== expected.length) {
    // The suite's hash fixes the length, so another one is a matter of form, not of proof.
    return fault("undecodable", `Finished of ${length} bytes, not ${expected.length}`);
  }
  const ok = out.config.seams.verifyFinished(expected, message.verifyData);
  const detail = ok
    ? "Both sides have seen the same handshake"
    : "The peer's MAC over the handshake is not ours: some message was changed on the way";
  const check: PeerCheck = { rule: "finished", ok, detail, spec: "RFC 9846 §4.5.3 [8446 §4.4.4]" };
  out.emit({ kind: "check", subject: "finished", ok, checks: [check], certificates: [] });
  return ok ? mint() : fault("badFinished", detail);
}

/**
 * Compares a binder with the one of our own key: only who holds the key can have made it, and over
 * no other hello (RFC 9846 §4.3.11.2 [8446 §4.2.11.2]).
 */
export function verifyBinder(
  binder: Bytes,
  expected: Bytes,
  psk: { readonly origin: "resumption" | "external" },
  out: Pick<Out<CommonConfig>, "emit">,
): Verified<"psk"> | Fault {
  const ok = constantTimeEqual(expected, binder);
  const key = psk.origin === "resumption" ? "the ticket's key" : "the pre-shared key";
  const detail = ok
    ? `The client holds ${key} and has bound it to this very hello`
    : `The binder was not made with ${key} over this hello`;
  emitPskCheck("binder", ok, detail, "RFC 9846 §4.3.11.2 [8446 §4.2.11.2]", out);
  return ok ? mint() : fault("badBinder", detail);
}

/**
 * A Finished under secrets that stand on a pre-shared key shows that the server holds that key
 * (RFC 9846 §2.2, §4.5.3).
 *
 * @param _finished that it was compared and is right
 */
export function provedByPsk(
  psk: { readonly origin: "resumption" | "external" },
  _finished: Verified<"finished">,
  out: Pick<Out<CommonConfig>, "emit">,
): Verified<"psk"> {
  const detail = psk.origin === "resumption"
    ? "The server can open the ticket: it is the one this session was made with, or has its keys"
    : "The server holds the pre-shared key: without it, it could not have made this Finished";
  emitPskCheck("pskFinished", true, detail, "RFC 9846 §2.2", out);
  return mint();
}

function emitPskCheck(
  rule: string,
  ok: boolean,
  detail: string,
  spec: string,
  out: Pick<Out<CommonConfig>, "emit">,
): void {
  const checks = [{ rule, ok, detail, spec }];
  out.emit({ kind: "check", subject: "pre-shared key", ok, checks, certificates: [] });
}
