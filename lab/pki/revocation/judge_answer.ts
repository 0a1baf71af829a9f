import { type Bytes, equalBytes } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import { type Seconds, showTime } from "../der/calendar.ts";
import { called, type Check, findings } from "../path/rule.ts";
import { isWeak } from "../path/rules/algorithm.ts";
import { allowsUse } from "../path/rules/key_usage.ts";
import { SignatureChecks } from "../path/signatures.ts";
import { type Certificate, extension } from "../x509/certificate.ts";
import type { CrlReason } from "../x509/extension_values.ts";
import { sameName, shortName } from "../x509/name.ts";
import { OIDS } from "../x509/oids.ts";
import { keyHashOf, means } from "./cert_id.ts";
import { type BasicResponse, type OcspResponse, parseOcspResponse } from "./ocsp.ts";

/** The certificate in question, who issued it, and when it is asked about. */
export interface InQuestion {
  readonly leaf: Certificate;
  readonly issuer: Certificate;
  readonly now: Seconds;
  readonly provider: CryptoProvider;
}

/** What an answer or a list comes to. */
export interface Judgement {
  /** `undefined`: nothing can be concluded from it. */
  readonly status: "good" | "revoked" | "unknown" | undefined;
  readonly checks: readonly Check[];
}

/**
 * Judges what a responder says about a certificate (RFC 6960 §3.2). Whatever it is, this gives a
 * judgement and throws nothing.
 *
 * @param der an `OCSPResponse`
 * @param nonce what the question held, if anything: then the answer must hold it again
 */
export function judgeAnswer(der: Bytes, question: InQuestion, nonce?: Bytes): Judgement {
  const { leaf } = question;
  const context = { presented: [leaf] };
  const place = { of: leaf, field: "tbsCertificate.serialNumber" };
  const found = (rule: string, spec: string, ok: boolean, detail: string): Check =>
    findings(rule, spec, context)(ok, detail, place);
  const useless = (...checks: readonly Check[]): Judgement => ({ status: undefined, checks });

  const read = parseOcspResponse(der);
  if (!read.ok) {
    return useless(found("ocspFormat", "RFC 6960 §4.2.1", false, `The answer: ${read.error}`));
  }
  const basic = basicOf(read.value);
  if (basic === undefined) {
    const { responseStatus } = read.value;
    const detail = responseStatus === "successful"
      ? "The answer is of a kind that nobody here can read"
      : `The responder gives no answer: ${responseStatus}`;
    return useless(found("ocspFormat", "RFC 6960 §2.3, §4.2.1", false, detail));
  }
  const format = found("ocspFormat", "RFC 6960 §4.2.1", true, "The answer can be read");
  const data = basic.tbsResponseData;
  const single = data.responses.find(({ certID }) =>
    means(certID, leaf.serialNumber, question.issuer, question.provider)
  );
  const subject = found(
    "ocspCertificate",
    "RFC 6960 §3.2",
    single !== undefined,
    single === undefined
      ? `The answer is not about ${called(leaf)}`
      : `The answer is about ${called(leaf)}`,
  );
  const [signed, signedBy] = signatureOf(basic, question);
  const signature = found("ocspSignature", "RFC 6960 §3.2, §4.2.2.2", signed, signedBy);
  if (single === undefined) return useless(format, subject, signature);

  const late = untimely(single, data.producedAt, question.now);
  const time = found(
    "ocspTime",
    "RFC 6960 §3.2, §4.2.2.1",
    late === undefined,
    late ??
      `The answer is of ${showTime(single.thisUpdate)}${
        single.nextUpdate === undefined ? "" : `, and good until ${showTime(single.nextUpdate)}`
      }`,
  );
  const strange = [...data.responseExtensions ?? [], ...single.singleExtensions ?? []]
    .find(({ critical }) => critical);
  const checks = [format, subject, signature, time];
  if (strange !== undefined) {
    const detail = "The answer has a critical extension that is not understood here";
    checks.push(found("ocspFormat", "RFC 6960 §4.4", false, detail));
  }
  if (nonce !== undefined) {
    const given = data.responseExtensions?.find(({ name }) => name === "id-pkix-ocsp-nonce")?.value;
    const fresh = given instanceof Uint8Array && equalBytes(given, nonce);
    const detail = fresh
      ? "The answer was made for this very question"
      : "The answer does not hold the nonce of the question: it may be an old one";
    checks.push(found("ocspNonce", "RFC 8954 §2.1, §3.1", fresh, detail));
  }
  if (checks.some(({ ok }) => !ok)) return useless(...checks);
  const { certStatus } = single;
  const status = found(
    "ocspStatus",
    "RFC 6960 §2.2",
    certStatus.type === "good",
    certStatus.type === "good"
      ? `${called(leaf)} has not been revoked`
      : certStatus.type === "unknown"
      ? `The responder does not know ${called(leaf)}`
      : `${called(leaf)} was revoked on ${showTime(certStatus.value.revocationTime)}${
        because(certStatus.value.revocationReason)
      }`,
  );
  return { status: certStatus.type, checks: [...checks, status] };
}

/** `, because of keyCompromise`; nothing where no reason is given. */
export function because(reason: CrlReason | undefined): string {
  return reason === undefined ? "" : `, because of ${reason}`;
}

function basicOf({ responseStatus, responseBytes }: OcspResponse): BasicResponse | undefined {
  return responseStatus === "successful" &&
      responseBytes?.responseType === OIDS["id-pkix-ocsp-basic"]
    ? responseBytes.response
    : undefined;
}

/** Why an answer is of another time (RFC 6960 §4.2.2.1). */
function untimely(
  { thisUpdate, nextUpdate }: {
    readonly thisUpdate: Seconds;
    readonly nextUpdate?: Seconds | undefined;
  },
  producedAt: Seconds,
  now: Seconds,
): string | undefined {
  if (now < thisUpdate) return `The answer is of ${showTime(thisUpdate)}, which is still to come`;
  if (now < producedAt) return `The answer was made on ${showTime(producedAt)}, still to come`;
  if (nextUpdate === undefined) return "The answer does not say until when it is good";
  return now > nextUpdate ? `The answer was good until ${showTime(nextUpdate)}` : undefined;
}

/** Whether the answer was signed by the issuer or by whom the issuer has put in charge. */
function signatureOf(
  { tbsResponseData, signatureAlgorithm, signature, certs = [] }: BasicResponse,
  { issuer, now, provider }: InQuestion,
): readonly [ok: boolean, detail: string] {
  const checks = new SignatureChecks(provider);
  const { responderID, der: tbs } = tbsResponseData;
  const isNamed = (one: Certificate) =>
    responderID.type === "byName"
      ? sameName(responderID.value, one.subject)
      : equalBytes(responderID.value, keyHashOf(one, provider));
  const signer = isNamed(issuer) ? issuer : certs.find(isNamed);
  if (signer === undefined) return [false, "Nobody knows whose answer this is"];
  if (!checks.signedBy({ tbs, signatureAlgorithm, signature }, signer)) {
    return [false, `The answer was not signed with the key of ${called(signer)}`];
  }
  if (isWeak(signatureAlgorithm) || signer !== issuer && isWeak(signer.signatureAlgorithm)) {
    return [false, "The answer is signed using SHA-1, of which collisions can be bought"];
  }
  if (signer === issuer) return [true, `${called(issuer)}, the issuer, has signed the answer`];
  const why = unauthorized(signer, issuer, now, checks);
  return why === undefined
    ? [true, `${called(signer)} has signed the answer, in charge of ${shortName(issuer.subject)}`]
    : [false, `${called(signer)} has signed the answer, and ${why}`];
}

/** Why somebody must not answer for an issuer (RFC 6960 §4.2.2.2). */
function unauthorized(
  signer: Certificate,
  issuer: Certificate,
  now: Seconds,
  checks: SignatureChecks,
): string | undefined {
  if (!sameName(signer.issuer, issuer.subject) || !checks.verifies(signer, issuer)) {
    return `has no certificate from ${called(issuer)}`;
  }
  const purposes = extension(signer, "extendedKeyUsage")?.value ?? [];
  if (!purposes.includes(OIDS.OCSPSigning)) return "was not certified for signing answers";
  if (!allowsUse(signer, "digitalSignature")) return "has a key that must not sign";
  if (signer.extensions.some(({ critical, name }) => critical && name === undefined)) {
    return "has a critical extension that is not understood here";
  }
  const { notBefore, notAfter } = signer.validity;
  return now < notBefore || now > notAfter ? "has a certificate of another time" : undefined;
}
