import {
  type Bytes,
  type Codec,
  concat,
  decode,
  encode,
  fromUtf8,
  list,
  prefixed,
  rest,
  struct,
  uint8,
  utf8,
} from "../../bytes/mod.ts";

const CharacterString = prefixed(1, rest);
const Texts = list(CharacterString);
const MOST = 255;

/** The data of a TXT record: a text, cut into strings of 255 octets (RFC 1035 §3.3.14). */
export function txtData(text: string): Bytes {
  const octets = utf8(text);
  const count = Math.max(1, Math.ceil(octets.length / MOST));
  return encode(
    Texts,
    Array.from({ length: count }, (_, i) => octets.subarray(i * MOST, (i + 1) * MOST)),
  );
}

/** The text of a TXT record, its strings put together; `undefined` if it is none. */
export function txtOf(data: Bytes): string | undefined {
  const texts = decode(Texts, data);
  return texts.ok ? fromUtf8(concat(...texts.value)) : undefined;
}

/** What a CAA record says (RFC 8659 §4.1). */
export interface Caa {
  /** Whether an authority that does not know the tag has to refuse. */
  readonly critical: boolean;
  /** `issue`, `issuewild`, `iodef`, or something else; in small letters. */
  readonly tag: string;
  /** `trent.example; accounturi=https://trent.example/acct/1`. */
  readonly value: string;
}

const CRITICAL = 0x80;

const CaaData: Codec<{ readonly flags: number; readonly tag: Bytes; readonly value: Bytes }> =
  struct("CAA", { flags: uint8, tag: prefixed(1, rest, { min: 1 }), value: rest });

export function caaData({ critical, tag, value }: Caa): Bytes {
  const flags = critical ? CRITICAL : 0;
  return encode(CaaData, { flags, tag: utf8(tag), value: utf8(value) });
}

/** The reading of a CAA record; `undefined` if it is none. Tags match in any case (RFC 8659 §4.1). */
export function caaOf(data: Bytes): Caa | undefined {
  const caa = decode(CaaData, data);
  if (!caa.ok) return undefined;
  const { flags, tag, value } = caa.value;
  return {
    critical: (flags & CRITICAL) !== 0,
    tag: fromUtf8(tag).toLowerCase(),
    value: fromUtf8(value),
  };
}
