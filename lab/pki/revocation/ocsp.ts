import { type Bytes, decode, type Decoded, encode, type Infer } from "../../bytes/mod.ts";
import { type DerCodec, element, explicit, implicit } from "../der/element.ts";
import {
  bitStringOctets,
  enumerated,
  integerOctets,
  nullElement,
  octetString,
  smallInteger,
} from "../der/primitives.ts";
import { choice, optional, sequence, sequenceOf, withDefault, withDer } from "../der/structure.ts";
import { generalizedTime } from "../der/time.ts";
import { AlgorithmIdentifier } from "../x509/algorithm.ts";
import { Certificate } from "../x509/certificate.ts";
import { Extension } from "../x509/extension.ts";
import { CrlReason } from "../x509/extension_values.ts";
import { GeneralName } from "../x509/general_name.ts";
import { Name } from "../x509/name.ts";
import { objectIdentifier } from "../x509/oids.ts";

/**
 * Questions and answers about one certificate (RFC 6960 §4.1.1, §4.2.1), each declared once:
 * `decode` gives the value, `inspect` the tree of named ranges. Octets are views of what was read.
 */
const Extensions = sequenceOf("Extensions", Extension);

const CertId = sequence("CertID", {
  hashAlgorithm: AlgorithmIdentifier,
  issuerNameHash: octetString,
  issuerKeyHash: octetString,
  serialNumber: integerOctets,
});
/** Which certificate is meant: hashes of its issuer's name and key, and its serial number. */
export type CertId = Infer<typeof CertId>;

const TbsRequest = sequence("TBSRequest", {
  version: withDefault(explicit(0, smallInteger), 0),
  requestorName: optional(explicit(1, GeneralName)),
  requestList: sequenceOf(
    "requestList",
    sequence("Request", {
      reqCert: CertId,
      singleRequestExtensions: optional(explicit(0, Extensions)),
    }),
  ),
  requestExtensions: optional(explicit(2, Extensions)),
});

/** `OCSPRequest` (RFC 6960 §4.1.1). Nobody signs requests here; a signature is read and left alone. */
export const OcspRequest = sequence("OCSPRequest", {
  tbsRequest: TbsRequest,
  optionalSignature: optional(
    explicit(
      0,
      sequence("Signature", {
        signatureAlgorithm: AlgorithmIdentifier,
        signature: bitStringOctets,
        certs: optional(explicit(0, sequenceOf("certs", Certificate))),
      }),
    ),
  ),
});
export type OcspRequest = Infer<typeof OcspRequest>;

const CertStatus = choice("CertStatus", {
  good: implicit(0, nullElement),
  revoked: implicit(
    1,
    sequence("RevokedInfo", {
      revocationTime: generalizedTime,
      revocationReason: optional(explicit(0, CrlReason)),
    }),
  ),
  unknown: implicit(2, nullElement),
}, ({ type }) => type);

const SingleResponse = sequence("SingleResponse", {
  certID: CertId,
  certStatus: CertStatus,
  thisUpdate: generalizedTime,
  nextUpdate: optional(explicit(0, generalizedTime)),
  singleExtensions: optional(explicit(1, Extensions)),
});
/** What is said of one certificate, and for how long. */
export type SingleResponse = Infer<typeof SingleResponse>;

const ResponseData = sequence("ResponseData", {
  version: withDefault(explicit(0, smallInteger), 0),
  responderID: choice("ResponderID", {
    byName: explicit(1, Name),
    byKey: explicit(2, octetString),
  }),
  producedAt: generalizedTime,
  responses: sequenceOf("responses", SingleResponse),
  responseExtensions: optional(explicit(1, Extensions)),
});
/** Everything of an answer that the responder signs. */
export type ResponseData = Infer<typeof ResponseData>;

const BasicResponse = sequence("BasicOCSPResponse", {
  tbsResponseData: withDer(ResponseData),
  signatureAlgorithm: AlgorithmIdentifier,
  signature: bitStringOctets,
  certs: optional(explicit(0, sequenceOf("certs", Certificate))),
});
/** `BasicOCSPResponse` (RFC 6960 §4.2.1): the answer itself, signed. */
export type BasicResponse = Infer<typeof BasicResponse>;

const ResponseStatus = enumerated("OCSPResponseStatus", {
  successful: 0,
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
});
/** Whether there is an answer at all: `successful`, or why there is none. Nobody signs this. */
export type ResponseStatus = Infer<typeof ResponseStatus>;

const wrappedBasic = element<BasicResponse>("OCTET STRING", octetString.identifier, {
  read: (reader) => reader.field("BasicOCSPResponse", BasicResponse),
  write: (writer, value) => BasicResponse.write(writer, value),
});

const OcspResponseSequence = sequence("OCSPResponse", {
  responseStatus: ResponseStatus,
  responseBytes: optional(
    explicit(
      0,
      sequence("ResponseBytes", { responseType: objectIdentifier, response: wrappedBasic }),
    ),
  ),
});
/** `OCSPResponse` (RFC 6960 §4.2.1), of the one type there is: basic. */
export const OcspResponse: DerCodec<Infer<typeof OcspResponseSequence>> = OcspResponseSequence;
export type OcspResponse = Infer<typeof OcspResponseSequence>;

/** Reads a question, which must be all of `der`. Malformed input is a value. */
export function parseOcspRequest(der: Bytes): Decoded<OcspRequest> {
  return decode(OcspRequest, der);
}

/** Reads an answer, which must be all of `der`. Malformed input is a value. */
export function parseOcspResponse(der: Bytes): Decoded<OcspResponse> {
  return decode(OcspResponse, der);
}

/** The octets a responder is to sign. */
export function encodeResponseData(data: ResponseData): Bytes {
  return encode(ResponseData, data);
}
