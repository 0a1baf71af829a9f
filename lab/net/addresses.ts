import type { Bytes } from "../bytes/mod.ts";

/**
 * Addresses that belong to nobody: three networks for documentation (RFC 5737), and for large
 * worlds the network for benchmarks (RFC 2544, 198.18.0.0/15). Nothing here can be mistaken for,
 * or reach, a machine that exists.
 */
const DOCUMENTATION = ["192.0.2", "198.51.100", "203.0.113"];
const BENCHMARKS = Array.from({ length: 256 }, (_, third) => `198.18.${third}`);
const NETWORKS = [...DOCUMENTATION, ...BENCHMARKS];
/** `.0` and `.255` stand for the network itself and for everyone in it. */
const HOSTS = 254;

/** The address of the `n`th node, from 0. @throws {RangeError} beyond the last one */
export function nthAddress(n: number): string {
  const network = NETWORKS[Math.floor(n / HOSTS)];
  if (network === undefined) throw new RangeError(`Cannot address node ${n}: there are no more`);
  return `${network}.${1 + n % HOSTS}`;
}

/** Whether this is one of the addresses a node may have. */
export function isLabAddress(text: string): boolean {
  const dot = text.lastIndexOf(".");
  const host = text.slice(dot + 1);
  return NETWORKS.includes(text.slice(0, dot)) &&
    /^[1-9]\d{0,2}$/.test(host) && Number(host) <= HOSTS;
}

/** The four octets of an address in dotted form. @throws {SyntaxError} if it is not one */
export function addressBytes(text: string): Bytes {
  const octets = text.split(".").map((part) => /^\d{1,3}$/.test(part) ? Number(part) : NaN);
  if (octets.length !== 4 || !octets.every((octet) => octet < 256)) {
    throw new SyntaxError(`Cannot read "${text}" as an IPv4 address`);
  }
  return Uint8Array.from(octets);
}

/** The dotted form of four octets. */
export function addressText(bytes: Bytes): string {
  return bytes.join(".");
}
