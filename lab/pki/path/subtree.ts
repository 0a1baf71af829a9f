import type { Bytes } from "../../bytes/mod.ts";
import { encode, equalBytes } from "../../bytes/mod.ts";
import { AttributeTypeAndValue, type Name } from "../x509/name.ts";
import { parseAddress } from "../x509/ip_address.ts";
import type { GeneralName } from "../x509/general_name.ts";
import { dnsLabels } from "./reference_name.ts";

/**
 * How sure to be where a name or a subtree cannot be understood, or a wildcard covers names inside
 * and outside: an excluded subtree catches what may be within, a permitted one only what must be.
 */
export type Doubt = "may be" | "must be";

/** Whether a name lies within a subtree of the same type (RFC 5280 §4.2.1.10). */
export function isWithin(name: GeneralName, base: GeneralName, doubt: Doubt): boolean {
  if (name.type === "dNSName" && base.type === "dNSName") {
    return isDnsWithin(name.value, base.value, doubt);
  }
  if (name.type === "iPAddress" && base.type === "iPAddress") {
    return isAddressWithin(name.value, base.value, doubt);
  }
  if (name.type === "directoryName" && base.type === "directoryName") {
    return isDirectoryWithin(name.value, base.value);
  }
  if (name.type === "rfc822Name" && base.type === "rfc822Name") {
    return isMailWithin(name.value, base.value, doubt);
  }
  if (name.type === "uniformResourceIdentifier" && base.type === "uniformResourceIdentifier") {
    return isUriWithin(name.value, base.value, doubt);
  }
  // Other kinds are not understood here, so nothing is permitted.
  return doubt === "may be";
}

/** A name is within a domain if labels were only added on its left; an empty domain is all names. */
function isDnsWithin(name: string, base: string, doubt: Doubt): boolean {
  if (base === "") return true;
  const wildcard = name.startsWith("*.");
  const labels = dnsLabels(wildcard ? name.slice(2) : name);
  // A dot in front, which many authorities write, is read as the domain itself.
  const domain = dnsLabels(base.startsWith(".") ? base.slice(1) : base);
  if (labels === undefined || domain === undefined) return doubt === "may be";
  const ends = (longer: readonly string[], shorter: readonly string[]) =>
    shorter.every((label, i) => longer[longer.length - shorter.length + i] === label);
  if (ends(labels, domain)) return true;
  // `*.example` may stand for `bank.example`, which lies within a domain `bank.example`.
  return wildcard && doubt === "may be" && domain.length === labels.length + 1 &&
    ends(domain, labels);
}

/**
 * The base is one mailbox, all mailboxes of a host, or with a dot in front all hosts of a domain.
 * The part before the `@` is compared as it is, the host without regard to case.
 */
function isMailWithin(mailbox: string, base: string, doubt: Doubt): boolean {
  const [user, host] = mailParts(mailbox);
  const [baseUser, baseHost] = mailParts(base);
  const labels = host === undefined ? undefined : dnsLabels(host);
  const domain = dnsLabels((baseHost ?? base).replace(/^\./, ""));
  if (labels === undefined || domain === undefined) return doubt === "may be";
  const start = labels.length - domain.length;
  if (start < 0 || !domain.every((label, i) => label === labels[start + i])) return false;
  if (baseHost === undefined) return base.startsWith(".") ? start > 0 : start === 0;
  return start === 0 && user === baseUser;
}

function mailParts(mailbox: string): readonly [user: string, host: string | undefined] {
  const at = mailbox.lastIndexOf("@");
  return at < 0 ? [mailbox, undefined] : [mailbox.slice(0, at), mailbox.slice(at + 1)];
}

/** The base is an address followed by a mask of the same length. */
function isAddressWithin(address: Bytes, base: Bytes, doubt: Doubt): boolean {
  const half = base.length / 2;
  if ((half !== 4 && half !== 16) || (address.length !== 4 && address.length !== 16)) {
    return doubt === "may be";
  }
  if (!isMask(base.subarray(half))) return doubt === "may be";
  return address.length === half &&
    address.every((octet, i) => ((octet ^ base[i]!) & base[half + i]!) === 0);
}

/** Ones, then zeros (RFC 4632 §3.1). */
function isMask(mask: Bytes): boolean {
  const bits = Array.from(mask, (octet) => octet.toString(2).padStart(8, "0")).join("");
  return /^1*0*$/.test(bits);
}

/**
 * A name is within another that it begins with. Texts are compared as RFC 5280 §7.1 wants it: which
 * string type they have, capitals and spaces at the ends or doubled do not count.
 */
function isDirectoryWithin(name: Name, base: Name): boolean {
  return base.rdns.length <= name.rdns.length && base.rdns.every((parts, i) => {
    const others = name.rdns[i]!;
    return parts.length === others.length &&
      parts.every((part) => others.some((other) => samePart(part, other)));
  });
}

function samePart(a: AttributeTypeAndValue, b: AttributeTypeAndValue): boolean {
  if (a.type !== b.type) return false;
  const [text, other] = [a.value.value, b.value.value];
  return typeof text === "string" && typeof other === "string"
    ? folded(text) === folded(other)
    : equalBytes(encode(AttributeTypeAndValue, a), encode(AttributeTypeAndValue, b));
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim().replace(/\s+/g, " ");
}

/**
 * Only the host of a URI is compared: with a dot in front of the base any host of the domain, else
 * that one host. A URI without a host, or with an address in its place, is within nothing.
 */
function isUriWithin(uri: string, base: string, doubt: Doubt): boolean {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@[\]]+)(?::\d*)?(?:[/?#]|$)/i.exec(uri)
    ?.[1];
  const labels = host === undefined || parseAddress(host) !== undefined
    ? undefined
    : dnsLabels(host);
  const domain = dnsLabels(base.replace(/^\./, ""));
  if (labels === undefined || domain === undefined) return doubt === "may be";
  const start = labels.length - domain.length;
  if (start < 0 || !domain.every((label, i) => label === labels[start + i])) return false;
  return base.startsWith(".") ? start > 0 : start === 0;
}
