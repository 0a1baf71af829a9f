import { type Bytes, EMPTY } from "../../../bytes/mod.ts";
import type { RandomSource } from "../../../crypto/mod.ts";
import {
  type ClientHello,
  type Extension,
  keyShare,
  preSharedKey,
  supportedGroups,
  supportedVersions,
} from "../../../wire/mod.ts";

/**
 * The hello with numbers that mean nothing at the head of its lists, and two such extensions
 * (RFC 8701 §3.1). Servers that choke on them would choke on whatever comes next in TLS.
 */
export function greased(hello: ClientHello, random: RandomSource): ClientHello {
  const [suite, group, version, first, second] = values(random) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const extensions = (hello.extensions ?? []).map((extension) => {
    switch (extension.type) {
      case supportedGroups.type:
        return { ...extension, data: withHead(extension.data, 2, u16(group)) };
      case supportedVersions.type:
        return { ...extension, data: withHead(extension.data, 1, u16(version)) };
      case keyShare.type:
        // A share of one byte: there is no such group, so it has no true ones.
        return { ...extension, data: withHead(extension.data, 2, [...u16(group), 0, 1, 0]) };
      default:
        return extension;
    }
  });
  const last = extensions.at(-1)?.type === preSharedKey.type ? extensions.pop() : undefined;
  const more: Extension[] = [
    { type: first, data: EMPTY },
    ...extensions,
    { type: second, data: Uint8Array.of(0) },
    ...(last === undefined ? [] : [last]),
  ];
  return { ...hello, cipherSuites: [suite, ...hello.cipherSuites], extensions: more };
}

const u16 = (value: number) => [value >> 8, value & 0xff];

/** Five of the sixteen values, the two extensions' different. */
function values(random: RandomSource): readonly number[] {
  const nibbles = [...random.bytes("GREASE", 5)].map((octet) => octet & 0x0f);
  if (nibbles[3] === nibbles[4]) nibbles[4] = (nibbles[4]! + 1) % 16;
  return nibbles.map((nibble) => 0x0a0a | (nibble << 12) | (nibble << 4));
}

/** A list behind its length, with one more item at its head. */
function withHead(list: Bytes, size: 1 | 2, item: readonly number[]): Bytes {
  const length = list.length - size + item.length;
  const prefix = size === 1 ? [length] : u16(length);
  return Uint8Array.of(...prefix, ...item, ...list.subarray(size));
}
