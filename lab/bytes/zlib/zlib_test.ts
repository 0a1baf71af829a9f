import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { constants, deflateRawSync, deflateSync, inflateSync } from "node:zlib";
import { type Bytes, concat, utf8 } from "../bytes.ts";
import { Deflater, Inflater, zlibCompress, zlibDecompress } from "./mod.ts";

const TEXTS: readonly Bytes[] = [
  utf8(""),
  utf8("a"),
  utf8("abracadabra abracadabra abracadabra"),
  new Uint8Array(70_000).fill(65),
  Uint8Array.from({ length: 40_000 }, (_, i) => (i * i) >> 3),
];

/** Texts that repeat themselves, and texts that do not. */
const text = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  fc.array(fc.constantFrom(...["Cookie: ", "session=", "4711", "\r\n", "x"]), { maxLength: 200 })
    .map((words) => utf8(words.join(""))),
);

const plain = (bytes: Uint8Array): Bytes => Uint8Array.from(bytes);

Deno.test("what zlibCompress() writes is read by another implementation, and by ours", () => {
  const check = (octets: Bytes) => {
    const compressed = zlibCompress(octets);
    assertEquals(plain(inflateSync(compressed)), octets);
    assertEquals(zlibDecompress(compressed, octets.length), octets);
  };
  TEXTS.forEach(check);
  fc.assert(fc.property(text, (octets) => check(plain(octets))), { numRuns: 100, seed: 1951 });
});

Deno.test("what another implementation compresses, in any way it can, is read", () => {
  const { Z_FIXED, Z_HUFFMAN_ONLY, Z_DEFAULT_STRATEGY } = constants;
  const check = (octets: Bytes) => {
    for (const level of [0, 1, 9]) {
      for (const strategy of [Z_FIXED, Z_HUFFMAN_ONLY, Z_DEFAULT_STRATEGY]) {
        const compressed = plain(deflateSync(octets, { level, strategy }));
        assertEquals(zlibDecompress(compressed, octets.length), octets);
      }
    }
  };
  TEXTS.forEach(check);
  fc.assert(fc.property(text, (octets) => check(plain(octets))), { numRuns: 50, seed: 1950 });
});

Deno.test("zlibDecompress() makes no more octets than allowed", () => {
  const bomb = zlibCompress(new Uint8Array(100_000));
  assert(bomb.length < 1000);
  assertEquals(zlibDecompress(bomb, 99_999), undefined);
  assertEquals(zlibDecompress(bomb, 100_000)?.length, 100_000);
});

Deno.test("zlibDecompress() refuses what is cut, longer, changed or in another format", () => {
  const octets = utf8("the same again, the same again");
  const good = zlibCompress(octets);
  for (let length = 0; length < good.length; length++) {
    assertEquals(zlibDecompress(good.subarray(0, length), 100), undefined, `${length} bytes`);
  }
  assertEquals(zlibDecompress(concat(good, utf8("x")), 100), undefined);
  for (let at = 0; at < good.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const changed = good.map((octet, i) => i === at ? octet ^ (1 << bit) : octet);
      const read = zlibDecompress(changed, 100);
      // Bits that only fill up the last octet of the stream say nothing.
      if (read !== undefined) assertEquals(read, octets);
    }
  }
  assertEquals(zlibDecompress(plain(deflateRawSync(octets)), 100), undefined);
});

Deno.test("zlibDecompress() takes any octets without a complaint", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (octets) => {
      const read = zlibDecompress(concat(Uint8Array.of(0x78, 0x9c), plain(octets)), 1000);
      assert(read === undefined || read.length <= 1000);
    }),
    { numRuns: 500, seed: 7 },
  );
});

Deno.test("pieces of one stream repeat what stood in earlier pieces", () => {
  const deflater = new Deflater();
  const inflater = new Inflater();
  const pieces = ["GET / Cookie: session=4711", "GET / Cookie: session=4711", "", "GET /x"].map(
    utf8,
  );
  const written = pieces.map((piece) => deflater.write(piece));
  assert(written[1]!.length < written[0]!.length / 2);
  assertEquals(written.map((piece) => inflater.read(piece, 100)?.plain), pieces);
  const whole = concat(...written, deflater.write(utf8("end"), true));
  assertEquals(new Inflater().read(whole, 1000)?.plain, concat(...pieces, utf8("end")));
});
