/**
 * Certification requests and revocation lists, written and read by the schemas of
 * `@peculiar/asn1-*`: a second pair of eyes beside this room's own DER, at some 50 ms of loading.
 * Nothing on the way of a handshake imports this entry. Synchronous and deterministic all the same.
 */
export {
  type CertificationRequest,
  createRequest,
  readRequest,
  type RequestOptions,
} from "./request.ts";
export {
  createRevocationList,
  readRevocationList,
  type RevocationList,
  type RevocationListOptions,
  type RevocationReason,
  type RevokedSerial,
} from "./revocation_list.ts";
