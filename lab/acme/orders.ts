import { CHALLENGE_TYPES, type ChallengeType } from "./challenge.ts";
import type { Bytes } from "../bytes/mod.ts";
import type { EcPublicKey } from "../crypto/mod.ts";
import type { Json } from "./json.ts";

/** Types of problems (RFC 8555 §6.7), as far as this authority has them. */
export type Problem =
  | "accountDoesNotExist"
  | "badCSR"
  | "badNonce"
  | "badPublicKey"
  | "caa"
  | "dns"
  | "malformed"
  | "orderNotReady"
  | "rejectedIdentifier"
  | "unauthorized";

/** A problem as it is told (RFC 7807 §3.1). */
export function problemOf(problem: Problem, detail: string): Json {
  return { type: `urn:ietf:params:acme:error:${problem}`, detail };
}

/** How far something has come (RFC 8555 §7.1.6). */
export type Status = "pending" | "ready" | "processing" | "valid" | "invalid";

/** Who orders: a key, and the URL that it was given (RFC 8555 §7.1.2). */
export interface Account {
  readonly url: string;
  readonly key: EcPublicKey;
  readonly thumbprint: string;
}

/** Whether a name obeys an account (RFC 8555 §7.1.4). URLs of accounts stand for them. */
export interface Authorization {
  readonly url: string;
  readonly account: string;
  readonly domain: string;
  readonly token: string;
  status: Status;
  /** The challenge that was taken up. */
  chosen?: ChallengeType;
  error?: Json;
}

/** What was ordered, and its certificate once it is issued, leaf first (RFC 8555 §7.1.3). */
export interface Order {
  readonly url: string;
  readonly account: string;
  readonly names: readonly string[];
  readonly authorizations: readonly Authorization[];
  chain?: readonly Bytes[];
}

/** An order is what its authorizations make of it (RFC 8555 §7.1.6). */
export function statusOf({ chain, authorizations }: Order): Status {
  if (chain !== undefined) return "valid";
  if (authorizations.some(({ status }) => status === "invalid")) return "invalid";
  return authorizations.every(({ status }) => status === "valid") ? "ready" : "pending";
}

/** An order as its owner is shown it (RFC 8555 §7.1.3). */
export function shownOrder(order: Order): Json {
  return {
    status: statusOf(order),
    identifiers: order.names.map((value) => ({ type: "dns", value })),
    authorizations: order.authorizations.map(({ url }) => url),
    finalize: `${order.url}/finalize`,
    ...(order.chain !== undefined && { certificate: `${order.url}/certificate` }),
  };
}

/** An authorization, with the challenges that are open (RFC 8555 §7.1.4). */
export function shownAuthorization(authorization: Authorization): Json {
  const { domain, chosen, status } = authorization;
  const types = chosen === undefined ? CHALLENGE_TYPES : [chosen];
  return {
    // Of an authorization nobody says that it is being looked into (RFC 8555 §7.1.6).
    status: status === "processing" ? "pending" : status,
    identifier: { type: "dns", value: domain },
    challenges: types.map((type) => shownChallenge(authorization, type)),
  };
}

/** One way to show that the name obeys (RFC 8555 §7.1.5). */
export function shownChallenge(authorization: Authorization, type: ChallengeType): Json {
  const { token, status, error } = authorization;
  return {
    type,
    url: challengeUrl(authorization, type),
    status,
    token,
    ...(error !== undefined && { error }),
  };
}

/** Where a challenge is taken up. */
export function challengeUrl({ url }: Authorization, type: ChallengeType): string {
  return `${url.replace("/authz/", "/chall/")}/${type}`;
}
