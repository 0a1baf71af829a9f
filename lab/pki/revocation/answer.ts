import { type Bytes, encode } from "../../bytes/mod.ts";
import { usualAlgorithm } from "../authority/issue.ts";
import type { Identity } from "../authority/authority.ts";
import type { Tools } from "../authority/issue.ts";
import * as author from "../der/author.ts";
import { Identifier } from "../der/element.ts";
import type { Seconds } from "../der/calendar.ts";
import { AlgorithmIdentifier, algorithmIdentifierOf } from "../x509/algorithm.ts";
import { type Certificate, parseCertificate } from "../x509/certificate.ts";
import { type Extension, makeExtension } from "../x509/extension.ts";
import type { CrlReason } from "../x509/extension_values.ts";
import { OIDS } from "../x509/oids.ts";
import { certIdOf, keyHashOf } from "./cert_id.ts";
import {
  encodeResponseData,
  OcspRequest,
  type ResponseStatus,
  type SingleResponse,
} from "./ocsp.ts";

/** What is known of one certificate. */
export type KnownStatus =
  | { readonly status: "good" | "unknown" }
  | { readonly status: "revoked"; readonly since: Seconds; readonly reason?: CrlReason };

/** An answer's contents. */
export interface AnswerOptions {
  readonly serialNumber: Bytes;
  /** Who issued the certificate in question. */
  readonly issuer: Certificate;
  readonly says: KnownStatus;
  readonly thisUpdate: Seconds;
  /** When newer news will be there; left out, they are there at all times. */
  readonly nextUpdate?: Seconds;
  /** Given back as it came in the question (RFC 8954 §2.1). */
  readonly nonce?: Bytes;
  /** A change to what is signed, for bad answers. */
  readonly edit?: (tbs: Bytes) => Bytes;
}

/**
 * Asks about a certificate (RFC 6960 §4.1.1).
 *
 * @param nonce 1 to 32 bytes that the answer must hold again (RFC 8954 §2.1)
 */
export function ocspRequest(
  serialNumber: Bytes,
  issuer: Certificate,
  { provider }: Pick<Tools, "provider">,
  nonce?: Bytes,
): Bytes {
  return encode(OcspRequest, {
    tbsRequest: {
      version: 0,
      requestorName: undefined,
      requestList: [{
        reqCert: certIdOf(serialNumber, issuer, provider),
        singleRequestExtensions: undefined,
      }],
      requestExtensions: nonceExtensions(nonce),
    },
    optionalSignature: undefined,
  });
}

/**
 * Answers about a certificate, in the name of its issuer or of whom the issuer has put in charge
 * (RFC 6960 §2.6).
 *
 * @param responder its key, and its certificate first in `chain`; the issuer's own has no need to
 *   be sent along
 */
export function ocspAnswer(
  { serialNumber, issuer, says, thisUpdate, nextUpdate, nonce, edit }: AnswerOptions,
  responder: Identity,
  { provider, random }: Pick<Tools, "provider" | "random">,
): Bytes {
  const signer = parseCertificate(responder.chain[0]!);
  if (!signer.ok) throw new SyntaxError(`Cannot answer with this identity: ${signer.error}`);
  const tbs = encodeResponseData({
    version: 0,
    responderID: { type: "byKey", value: keyHashOf(signer.value, provider) },
    producedAt: thisUpdate,
    responses: [{
      certID: certIdOf(serialNumber, issuer, provider),
      certStatus: certStatusOf(says),
      thisUpdate,
      nextUpdate,
      singleExtensions: undefined,
    }],
    responseExtensions: nonceExtensions(nonce),
  });
  const signed = edit?.(tbs) ?? tbs;
  const algorithm = usualAlgorithm(responder.key);
  const signature = provider.sign(algorithm, responder.key, signed, random);
  const delegated = signer.value.der.length !== issuer.der.length ||
    signer.value.der.some((octet, i) => octet !== issuer.der[i]);
  const basic = author.sequence(
    signed,
    encode(AlgorithmIdentifier, algorithmIdentifierOf(algorithm)),
    author.bitString(signature),
    ...(delegated ? [author.tagged(0, author.sequence(signer.value.der))] : []),
  );
  return author.sequence(
    statusElement(0),
    author.tagged(
      0,
      author.sequence(author.oid(OIDS["id-pkix-ocsp-basic"]), author.octetString(basic)),
    ),
  );
}

/** An answer that says why there is none (RFC 6960 §2.3): unsigned, so anybody can make one. */
export function ocspRefusal(status: Exclude<ResponseStatus, "successful">): Bytes {
  const codes = {
    malformedRequest: 1,
    internalError: 2,
    tryLater: 3,
    sigRequired: 5,
    unauthorized: 6,
  };
  return author.sequence(statusElement(codes[status]));
}

function statusElement(code: number): Bytes {
  return author.element(Identifier.ENUMERATED, Uint8Array.of(code));
}

function nonceExtensions(nonce: Bytes | undefined): readonly Extension[] | undefined {
  return nonce && [makeExtension("id-pkix-ocsp-nonce", nonce)];
}

function certStatusOf(says: KnownStatus): SingleResponse["certStatus"] {
  return says.status === "revoked"
    ? {
      type: "revoked",
      value: { revocationTime: says.since, revocationReason: says.reason },
    }
    : { type: says.status, value: null };
}
