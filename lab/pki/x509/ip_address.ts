import type { Bytes } from "../../bytes/mod.ts";
import { shortHex } from "../../bytes/mod.ts";

/** The 4 or 16 octets of an IP address in its usual text; `undefined` if it is none. */
export function parseAddress(text: string): Bytes | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** Four decimal numbers; leading zeros are refused, since some read them as octal. */
function parseIpv4(text: string): Bytes | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  const numbers = parts.map((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256);
  return numbers.some((number) => number > 255) ? undefined : Uint8Array.from(numbers);
}

/**
 * The address that lenient programs would read: besides the usual text, IPv4 numbers in hex or
 * octal, with leading zeros, and with the last ones put together, as C libraries take them.
 */
export function looseAddress(text: string): Bytes | undefined {
  const strict = parseAddress(text);
  if (strict !== undefined || text.includes(":")) return strict;
  const parts = text.split(".");
  // A lone decimal number is far more often a number than an address.
  if (parts.length > 4 || (parts.length === 1 && !/^0x/i.test(text))) return undefined;
  const numbers = parts.map((part) =>
    /^0x[0-9a-f]{1,8}$/i.test(part) || /^\d{1,12}$/.test(part)
      ? /^0[0-7]+$/.test(part) ? parseInt(part, 8) : Number(part)
      : NaN
  );
  const last = numbers.pop()!;
  const room = 4 - numbers.length;
  if (!(last < 256 ** room) || !numbers.every((number) => number < 256)) return undefined;
  const tail = Array.from(
    { length: room },
    (_, i) => Math.floor(last / 256 ** (room - 1 - i)) % 256,
  );
  return Uint8Array.from([...numbers, ...tail]);
}

/** RFC 4291 §2.2: eight groups, one `::` for a run of zeros, maybe an IPv4 address at the end. */
function parseIpv6(text: string): Bytes | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const octets: number[][] = [];
  for (const [i, half] of halves.entries()) {
    const read = half === "" ? [] : ipv6Octets(half.split(":"), i === halves.length - 1);
    if (read === undefined) return undefined;
    octets.push(read);
  }
  const [front = [], back = []] = octets;
  const missing = 16 - front.length - back.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return Uint8Array.from([...front, ...new Array<number>(missing).fill(0), ...back]);
}

function ipv6Octets(groups: readonly string[], atEnd: boolean): number[] | undefined {
  const octets: number[] = [];
  for (const [i, group] of groups.entries()) {
    if (group.includes(".") && atEnd && i === groups.length - 1) {
      const ipv4 = parseIpv4(group);
      if (ipv4 === undefined) return undefined;
      octets.push(...ipv4);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
      const value = parseInt(group, 16);
      octets.push(value >> 8, value & 0xff);
    }
  }
  return octets;
}

/**
 * The one text of an address that is recommended (RFC 5952 §4): lower case, no leading zeros, and
 * `::` for the first of the longest runs of zero groups, if that is two or more.
 */
export function canonicalAddress(address: Bytes): string {
  if (address.length !== 16) return showAddress(address);
  const groups = showAddress(address).split(":");
  let best = { start: 0, length: 1 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === "0") length++;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(":");
  const front = groups.slice(0, best.start).join(":");
  return `${front}::${groups.slice(best.start + best.length).join(":")}`;
}

/** `192.0.2.1`, `2001:db8:0:0:0:0:0:1`; twice the length is an address and a mask. */
export function showAddress(address: Bytes): string {
  const half = address.length / 2;
  switch (address.length) {
    case 4:
      return address.join(".");
    case 16:
      return Array.from(
        { length: 8 },
        (_, i) => ((address[2 * i]! << 8) | address[2 * i + 1]!).toString(16),
      ).join(":");
    case 8:
    case 32:
      return `${showAddress(address.subarray(0, half))}/${showAddress(address.subarray(half))}`;
    default:
      return `#${shortHex(address)}`;
  }
}
