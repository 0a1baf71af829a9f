/**
 * How certificates are ordered by machines (ACME, RFC 8555): the messages, the authority and the
 * client, without a network of their own. Requests are signed with the account's key, as flattened
 * JWS with ES256; left out are other algorithms, contacts, external accounts, a change of the
 * account's key, revocation, wildcards, and authorizations that serve for a second order.
 */
export { base64url, fromBase64url } from "./base64url.ts";
export { caaNames, caaObjection, type CaaProperty, type CaaQuestion } from "./caa.ts";
export {
  challengeName,
  challengePath,
  type ChallengeType,
  expectedAnswer,
  keyAuthorization,
  type Provision,
} from "./challenge.ts";
export {
  type AccountTools,
  AcmeAccount,
  orderCertificate,
  type Outcome,
  type Step,
  type Wanted,
} from "./client.ts";
export { type Hands, OrderConversation } from "./conversation.ts";
export {
  type AcmeRequest,
  type AcmeResponse,
  readRequestText,
  requestText,
  ResponseStream,
} from "./http.ts";
export {
  isSignedBy,
  type Jwk,
  jwkOf,
  type Jws,
  keyOf,
  readJws,
  signedRequest,
  thumbprint,
} from "./jws.ts";
export {
  AcmeServer,
  type AcmeServerOptions,
  type Finding,
  type Handled,
  type Validation,
} from "./server.ts";
export type { Problem } from "./orders.ts";
