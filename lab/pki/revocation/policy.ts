import type { Bytes } from "../../bytes/mod.ts";
import { type Seconds, showTime } from "../der/calendar.ts";
import type { CertificateAlert } from "../path/alert.ts";
import { called, type Check, findings } from "../path/rule.ts";
import { SignatureChecks } from "../path/signatures.ts";
import type { Certificate } from "../x509/certificate.ts";
import { sameName } from "../x509/name.ts";
import { parseCertificateList } from "../x509/revocation_list.ts";
import { ocspRequest } from "./answer.ts";
import { because, type InQuestion, judgeAnswer, type Judgement } from "./judge_answer.ts";
import { judgeList } from "./judge_list.ts";
import { listAddressOf, promisesStaple, responderOf } from "./pointers.ts";

/** What a client wants to know about revocation before it takes a server's certificate. */
export interface RevocationPolicy {
  /** Whom to ask where no answer is stapled: the issuer's responder, its list, or nobody. */
  readonly ask: "responder" | "list" | "nobody";
  /** Without an answer: go on all the same ("soft-fail"), or refuse ("hard-fail"). */
  readonly withoutAnswer: "go on" | "refuse";
  /** Hold certificates that promise a stapled answer to their word (RFC 7633 §4.3.3). */
  readonly mustStaple: boolean;
  /** Put a nonce into questions, and take no answer without it (RFC 8954 §2.1). */
  readonly nonce: boolean;
  /** Certificates whose whole life is no longer than this need no answer; in seconds. */
  readonly shortLife: Seconds;
}

/** A question to somebody else, which only the owner of a connection can take there. */
export type StatusQuestion =
  /** To be posted there (RFC 6960 §A.1): an `OCSPRequest`. */
  | { readonly to: "responder"; readonly address: string; readonly request: Bytes }
  /** To be fetched from there. */
  | { readonly to: "list"; readonly address: string };

/** What is to be judged, and what is known about it so far. */
export interface StatusContext extends Omit<InQuestion, "leaf" | "issuer"> {
  readonly policy: RevocationPolicy;
  /** The path that was found good, leaf first, trust anchor last. */
  readonly path: readonly Certificate[];
  /** An `OCSPResponse` that the server has sent along. */
  readonly staple?: Bytes;
  /** What came of the question, once it was asked: `answer` is left out where nothing came. */
  readonly asked?: { readonly question: StatusQuestion; readonly answer?: Bytes };
  /** Made once for each connection, if the policy wants one. */
  readonly nonce?: Bytes;
}

/** The judgement, or what must be asked before there can be one. */
export type StatusVerdict =
  | {
    readonly ok: boolean;
    readonly checks: readonly Check[];
    /** What to tell the server when `ok` is false. */
    readonly alert?: CertificateAlert | "bad_certificate_status_response";
  }
  | { readonly ask: StatusQuestion };

/**
 * Whether the server's own certificate still holds, as far as the policy wants to know. Nobody is
 * asked about the authorities above it. Whatever the answers are, this throws nothing.
 */
export function judgeStatus(context: StatusContext): StatusVerdict {
  const { policy, path, staple, asked } = context;
  const [leaf, issuer] = path;
  if (leaf === undefined || issuer === undefined) return { ok: true, checks: [] };
  const inQuestion = { ...context, leaf, issuer };
  const note = findings("revocationAnswer", "RFC 5280 §6.3", { presented: [leaf] });
  const promised = policy.mustStaple && promisesStaple(leaf);

  if (isShort(leaf, policy)) {
    const detail = `${called(leaf)} is good for so short a time that nobody needs to be asked`;
    return { ok: true, checks: [note(true, detail, { of: leaf, field: VALIDITY })] };
  }
  if (staple !== undefined) {
    const judged = judgeAnswer(staple, inQuestion);
    const { status } = judged;
    if (status === "good") return { ok: true, checks: judged.checks };
    return {
      ok: false,
      checks: judged.checks,
      // RFC 6066 §8: an answer that will not do ends the handshake, even where none was needed.
      alert: status === "revoked" ? "certificate_revoked" : "bad_certificate_status_response",
    };
  }
  if (promised) {
    const found = findings("mustStaple", "RFC 7633 §4.3.3", { presented: [leaf] });
    const detail = `${called(leaf)} promises a stapled answer, and the server has sent none`;
    const check = found(false, detail, { of: leaf, extension: "tlsFeature" });
    return { ok: false, checks: [check], alert: "bad_certificate" };
  }
  const question = asked?.question ?? questionAbout(leaf, issuer, context);
  if (question === undefined) return without(leaf, policy, [], "nobody was asked");
  if (asked === undefined) return { ask: question };
  if (asked.answer === undefined) {
    return without(leaf, policy, [], `no answer came from ${question.address}`);
  }
  const { status, checks } = question.to === "list"
    ? judgeFetchedList(asked.answer, inQuestion)
    : judgeAnswer(asked.answer, inQuestion, context.nonce);
  switch (status) {
    case "good":
      return { ok: true, checks };
    case "revoked":
      return { ok: false, checks, alert: "certificate_revoked" };
    case "unknown":
      return { ok: false, checks, alert: "certificate_unknown" };
    case undefined:
      return without(leaf, policy, checks, `${question.address} gave no answer to rely on`);
  }
}

const VALIDITY = "tbsCertificate.validity";

function isShort({ validity: { notBefore, notAfter } }: Certificate, policy: RevocationPolicy) {
  return notAfter - notBefore <= policy.shortLife;
}

function questionAbout(
  leaf: Certificate,
  issuer: Certificate,
  { policy, provider, nonce }: StatusContext,
): StatusQuestion | undefined {
  if (policy.ask === "nobody") return undefined;
  const to = policy.ask;
  const address = to === "list" ? listAddressOf(leaf) : responderOf(leaf);
  if (address === undefined) return undefined;
  return to === "list"
    ? { to, address }
    : { to, address, request: ocspRequest(leaf.serialNumber, issuer, { provider }, nonce) };
}

/** Nobody has said anything to rely on: now the policy alone decides. */
function without(
  leaf: Certificate,
  { withoutAnswer }: RevocationPolicy,
  checks: readonly Check[],
  why: string,
): StatusVerdict {
  const found = findings("revocationAnswer", "RFC 5280 §6.3", { presented: [leaf] });
  const place = { of: leaf, field: "tbsCertificate.serialNumber" };
  const unsaid = `Whether ${called(leaf)} was revoked is not known: ${why}`;
  if (withoutAnswer === "refuse") {
    return {
      ok: false,
      checks: [...checks, found(false, unsaid, place)],
      alert: "certificate_unknown",
    };
  }
  // What is wrong with an answer that is not needed is told, and is no check that failed.
  const wrong = checks.filter(({ ok }) => !ok).map(({ detail }) => ` (${detail})`).join("");
  const passed = checks.filter(({ ok }) => ok);
  const check = found(true, `${unsaid}${wrong}, and this client goes on`, place);
  return { ok: true, checks: [...passed, check] };
}

function judgeFetchedList(der: Bytes, { leaf, issuer, now, provider }: InQuestion): Judgement {
  const found = findings("revocationLists", "RFC 5280 §5, §6.3", { presented: [leaf] });
  const place = { of: leaf, field: "tbsCertificate.serialNumber" };
  const read = parseCertificateList(der);
  if (!read.ok) {
    const detail = `The revocation list cannot be read: ${read.error}`;
    return { status: undefined, checks: [found(false, detail, place)] };
  }
  const { tbsCertList, signatureAlgorithm, signature } = read.value;
  if (!sameName(tbsCertList.issuer, issuer.subject)) {
    const detail = `The revocation list is not that of ${called(issuer)}`;
    return { status: undefined, checks: [found(false, detail, place)] };
  }
  const signed = new SignatureChecks(provider).signedBy(
    { tbs: tbsCertList.der, signatureAlgorithm, signature },
    issuer,
  );
  const says = judgeList(read.value, leaf, issuer, now, signed);
  switch (says.status) {
    case "good": {
      const until = tbsCertList.nextUpdate!; // a list without it was refused
      const detail = `${called(leaf)} is not on the list of ${
        called(issuer)
      }, which is good until ${showTime(until)}`;
      return { status: "good", checks: [found(true, detail, place)] };
    }
    case "revoked": {
      const detail = `${called(leaf)} was revoked on ${showTime(says.since)}${
        because(says.reason)
      }`;
      return { status: "revoked", checks: [found(false, detail, place)] };
    }
    default: {
      const detail = `The revocation list of ${called(issuer)} ${says.why}`;
      return { status: undefined, checks: [found(false, detail, place)] };
    }
  }
}
