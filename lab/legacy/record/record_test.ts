import { assert, assertEquals } from "@std/assert";
import { createDecipheriv, createHash } from "node:crypto";
import { type Bytes, concat, equalBytes, utf8 } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import {
  type Dialect,
  Fault,
  type ProtectionContext,
  type RecordProtection12,
  type Suite12,
} from "../../tls/mod.ts";
import { noble } from "../../tls/testing.ts";
import { ContentType } from "../../wire/mod.ts";
import { SSL30 } from "../dialects/ssl30.ts";
import { TLS10, tls10 } from "../dialects/tls10.ts";
import { TLS11 } from "../dialects/tls11.ts";
import { legacySuite } from "../suites/suites.ts";

const HEADER = 5;
const { application_data: DATA, handshake: HANDSHAKE } = ContentType;

/** The keys of one direction: bytes that count up, of the lengths that the suite calls for. */
function contextFor(
  dialect: Dialect,
  suite: Suite12,
  encryptThenMac = false,
): ProtectionContext {
  const { cipher } = suite;
  let next = 0;
  const bytes = (length: number) => new Uint8Array(length).map(() => next++);
  return {
    crypto: noble,
    suite,
    version: dialect.version,
    keys: {
      macKey: bytes(cipher.macLength),
      key: bytes(cipher.exportKeyLength ?? cipher.keyLength),
      iv: bytes(cipher.ivLength),
    },
    encryptThenMac,
    random: seededRandom(1, "records"),
  };
}

interface Construction {
  readonly what: string;
  readonly make: () => RecordProtection12;
}

const CONSTRUCTIONS: readonly Construction[] = [
  [TLS10, "TLS_RSA_WITH_AES_128_CBC_SHA"],
  [TLS10, "TLS_RSA_WITH_AES_128_CBC_SHA", true],
  [TLS10, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"],
  [TLS10, "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA"],
  [TLS10, "TLS_RSA_WITH_RC4_128_MD5"],
  [TLS10, "TLS_RSA_WITH_NULL_MD5"],
  [TLS11, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"],
  [TLS11, "TLS_RSA_WITH_RC4_128_SHA"],
  [SSL30, "TLS_RSA_WITH_AES_256_CBC_SHA"],
  [SSL30, "TLS_RSA_WITH_DES_CBC_SHA"],
  [SSL30, "TLS_RSA_WITH_RC4_128_SHA"],
  [SSL30, "TLS_RSA_WITH_NULL_SHA"],
].map((row) => {
  const [dialect, name, outside = false] = row as [
    Dialect,
    Parameters<typeof legacySuite>[0],
    boolean?,
  ];
  const suite = legacySuite(name);
  return {
    what: `${dialect.name}, ${name}${outside ? ", encrypt-then-MAC" : ""}`,
    make: () => dialect.protectRecords(contextFor(dialect, suite, outside)),
  };
});

function opened(protection: RecordProtection12, sequence: number, record: Bytes): Bytes | Fault {
  const [type, , , high, low] = record;
  assertEquals((high! << 8) | low!, record.length - HEADER, "the header tells the length");
  return protection.open(sequence, {
    type: type!,
    fragment: record.subarray(HEADER),
    bytes: record,
  });
}

/** The same record with another fragment. */
function withFragment(record: Bytes, fragment: Bytes): Bytes {
  const head = record.slice(0, HEADER);
  head[3] = fragment.length >> 8;
  head[4] = fragment.length & 0xff;
  return concat(head, fragment);
}

for (const { what, make } of CONSTRUCTIONS) {
  Deno.test(`${what}: what is sealed is opened, one record after the other`, () => {
    const [writer, reader] = [make(), make()];
    const lengths = [...Array(40).keys(), 1000, 16_384];
    for (const [sequence, length] of lengths.entries()) {
      const content = new Uint8Array(length).map((_, i) => i * 7 + sequence);
      const type = sequence % 2 ? DATA : HANDSHAKE;
      const record = writer.seal(sequence, type, content);
      assertEquals(record[0], type);
      assertEquals(opened(reader, sequence, record), content);
    }
  });

  Deno.test(`${what}: no changed record throws, or opens to anything else`, () => {
    const content = utf8("pay 100 to bob, with thanks");
    const record = make().seal(0, DATA, content);
    const fragment = record.subarray(HEADER);
    const changed: Bytes[] = [new Uint8Array(0), concat(fragment, Uint8Array.of(0))];
    for (let i = 0; i < fragment.length; i++) {
      changed.push(fragment.subarray(0, i), fragment.subarray(i));
      for (const bits of [0x01, 0x80, 0xff]) {
        const flipped = fragment.slice();
        flipped[i]! ^= bits;
        changed.push(flipped);
      }
    }
    changed.push(concat(fragment, fragment), new Uint8Array(fragment.length));
    for (const other of changed) {
      if (equalBytes(other, fragment)) continue;
      const result = opened(make(), 0, withFragment(record, other));
      // The padding of SSL 3.0 may be changed unseen; the content may not.
      if (result instanceof Fault) assertEquals(result.reason, "badRecordMac");
      else assertEquals(result, content);
    }
  });

  Deno.test(`${what}: another number, type or version is another record`, () => {
    const record = make().seal(0, DATA, utf8("pay 100"));
    assert(opened(make(), 1, record) instanceof Fault);
    const retyped = record.slice();
    retyped[0] = HANDSHAKE;
    assert(opened(make(), 0, retyped) instanceof Fault);
    const reader = make();
    assertEquals(opened(reader, 0, record), utf8("pay 100"));
    assert(opened(reader, 1, record) instanceof Fault, "a record that comes again");
  });
}

const AES = legacySuite("TLS_RSA_WITH_AES_128_CBC_SHA");

/** Decrypts by means of node:crypto, without taking any padding away. */
function aes128(key: Bytes, iv: Bytes, blocks: Bytes): Bytes {
  const decipher = createDecipheriv("aes-128-cbc", key, iv).setAutoPadding(false);
  return concat(new Uint8Array(decipher.update(blocks)), new Uint8Array(decipher.final()));
}

for (const dialect of [TLS10, SSL30]) {
  Deno.test(`${dialect.name}: the last block of a record is the IV of the next`, () => {
    const { keys } = contextFor(dialect, AES);
    const writer = dialect.protectRecords(contextFor(dialect, AES));
    const [one, two] = ["first", "second"].map((text, sequence) =>
      writer.seal(sequence, DATA, utf8(text)).subarray(HEADER)
    );
    assertEquals(aes128(keys.key, keys.iv, one!).subarray(0, 5), utf8("first"));
    assertEquals(aes128(keys.key, one!.subarray(-16), two!).subarray(0, 6), utf8("second"));
  });
}

Deno.test("SSL 3.0: content, the MAC of RFC 6101 §5.2.3.1, and a padding that fills one block", () => {
  const { keys } = contextFor(SSL30, AES);
  const content = utf8("GET / HTTP/1"); // 12 bytes, so that with the MAC the padding is a block
  const record = SSL30.protectRecords(contextFor(SSL30, AES)).seal(7, DATA, content);
  const text = aes128(keys.key, keys.iv, record.subarray(HEADER));
  const sha = (...parts: Bytes[]) =>
    new Uint8Array(createHash("sha1").update(concat(...parts)).digest());
  const pad = (octet: number) => new Uint8Array(40).fill(octet);
  const head = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 7, DATA, 0, content.length);
  const mac = sha(keys.macKey, pad(0x5c), sha(keys.macKey, pad(0x36), head, content));
  assertEquals(text.length, 48);
  assertEquals(text.subarray(0, 32), concat(content, mac));
  assertEquals(text[47], 15);
});

Deno.test("SSL 3.0: a block of padding may be any whose last byte is right, as POODLE wants it", () => {
  const { keys } = contextFor(SSL30, AES);
  const content = utf8("GET / HTTP/1");
  const record = SSL30.protectRecords(contextFor(SSL30, AES)).seal(0, DATA, content);
  const read = () => SSL30.protectRecords(contextFor(SSL30, AES));
  // A bit of the block before flips a bit of the padding, and garbles MAC and content with it …
  const flipped = record.slice();
  flipped[HEADER + 16]! ^= 1;
  assert(opened(read(), 0, flipped) instanceof Fault);
  // … but another block in the place of the padding is taken if its last byte comes out as 15.
  const blocks = record.subarray(HEADER);
  const before = blocks.subarray(16, 32);
  let taken = 0;
  for (let value = 0; value < 256; value++) {
    const other = new Uint8Array(16).fill(value);
    const result = opened(
      read(),
      0,
      withFragment(record, concat(blocks.subarray(0, 32), other)),
    );
    const lastByte = aes128(keys.key, before, other)[15];
    assertEquals(result instanceof Fault, lastByte !== 15);
    if (!(result instanceof Fault)) taken++;
  }
  assert(taken < 8, "about one in 256");
});

Deno.test("1/n-1 splitting counts the records that it writes", () => {
  const split = tls10({ splitRecords: true }).protectRecords(contextFor(TLS10, AES));
  const reader = TLS10.protectRecords(contextFor(TLS10, AES));
  split.seal(0, HANDSHAKE, utf8("finished"));
  const bytes = split.seal(1, DATA, utf8("secret"));
  const end = HEADER + ((bytes[3]! << 8) | bytes[4]!);
  // The reader has to see the first record too: its last block is the next IV.
  const first = tls10().protectRecords(contextFor(TLS10, AES)).seal(0, HANDSHAKE, utf8("finished"));
  assertEquals(opened(reader, 0, first), utf8("finished"));
  assertEquals(opened(reader, 1, bytes.slice(0, end)), utf8("s"));
  assertEquals(opened(reader, 2, bytes.slice(end)), utf8("ecret"));
});
