import type { Bytes } from "../../bytes/mod.ts";
import { parseAddress } from "../x509/ip_address.ts";

/** Whom a client means to talk to (RFC 9525 §6.1). */
export type ReferenceName =
  | { readonly type: "dns"; readonly text: string; readonly labels: readonly string[] }
  | { readonly type: "ip"; readonly text: string; readonly address: Bytes }
  /** No DNS name and no address, so no certificate can match it. */
  | { readonly type: "invalid"; readonly text: string };

/** Reads what the user or the configuration named; octets are an IP address. */
export function referenceName(name: string | Bytes): ReferenceName {
  if (typeof name !== "string") {
    return { type: "ip", text: [...name].join("."), address: name };
  }
  const address = parseAddress(name);
  if (address !== undefined) return { type: "ip", text: name, address };
  // The final dot of an absolute name is not part of what certificates say.
  const labels = dnsLabels(name.endsWith(".") ? name.slice(0, -1) : name);
  return labels === undefined
    ? { type: "invalid", text: name }
    : { type: "dns", text: name, labels };
}

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * The labels of a DNS name in lower case, or `undefined` if it is none: empty labels, a final dot,
 * NUL, spaces and anything but ASCII letters, digits, `-` and `_`. Only ASCII is folded, and
 * punycode stays as it is (RFC 9525 §6.3).
 */
export function dnsLabels(text: string): readonly string[] | undefined {
  if (text.length > 253) return undefined;
  const labels = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).split(".");
  return labels.every((label) => LABEL.test(label)) ? labels : undefined;
}

/**
 * Whether a presented `dNSName` covers a name: equal labels, or `*` in place of exactly the whole
 * first label (RFC 9525 §6.3). `w*.example`, `*.*.example` and a lone `*` match nothing.
 */
export function dnsNameMatches(presented: string, labels: readonly string[]): boolean {
  const wildcard = presented.startsWith("*.");
  const pattern = dnsLabels(wildcard ? presented.slice(2) : presented);
  if (pattern === undefined) return false;
  const wanted = wildcard ? labels.slice(1) : labels;
  return pattern.length === wanted.length && pattern.every((label, i) => label === wanted[i]);
}
