import { utf8 } from "../bytes/mod.ts";
import type { CryptoProvider } from "../crypto/mod.ts";
import { base64url } from "./base64url.ts";

/** How somebody can show that a name obeys him (RFC 8555 §8.3, §8.4). */
export type ChallengeType = "http-01" | "dns-01";

export const CHALLENGE_TYPES: readonly ChallengeType[] = ["http-01", "dns-01"];

/** What is to be put where the authority will look for it. */
export interface Provision {
  readonly type: ChallengeType;
  readonly domain: string;
  readonly token: string;
  /** The token, a dot, and the thumbprint of the account's key (RFC 8555 §8.1). */
  readonly keyAuthorization: string;
}

export function keyAuthorization(token: string, accountThumbprint: string): string {
  return `${token}.${accountThumbprint}`;
}

/** Where a file is looked for, on port 80 of the name (RFC 8555 §8.3). */
export function challengePath(token: string): string {
  return `/.well-known/acme-challenge/${token}`;
}

/** The name whose TXT record is looked for (RFC 8555 §8.4). */
export function challengeName(domain: string): string {
  return `_acme-challenge.${domain}`;
}

/** What the authority expects to see: the file's content, or the record's text. */
export function expectedAnswer(
  provider: CryptoProvider,
  { type, keyAuthorization }: Pick<Provision, "type" | "keyAuthorization">,
): string {
  return type === "http-01"
    ? keyAuthorization
    : base64url(provider.hash("SHA-256").digest(utf8(keyAuthorization)));
}
