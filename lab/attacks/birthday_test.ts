import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import { nobleProvider } from "../crypto/noble.ts";
import { findCollision } from "./birthday.ts";
import { Sha1LastBlock } from "./sha1_last_block.ts";

const sha1 = nobleProvider().hash("SHA-1");

for (const length of [8, 12, 55, 64 + 8, 64 + 55, 128 + 31, 640 + 40]) {
  Deno.test(`Sha1LastBlock gives the SHA-1 of ${length} bytes, whatever two words are in place`, () => {
    const message = Uint8Array.from({ length }, (_, i) => i * 7);
    const at = length - length % 64;
    const block = new Sha1LastBlock(message, at);
    for (const [first, second] of [[0, 0], [1, -1], [0x61626364, 0x80000000 | 0]] as const) {
      const view = new DataView(message.buffer);
      view.setInt32(at, first);
      view.setInt32(at + 4, second);
      const expected = new DataView(sha1.digest(message).slice().buffer);
      const hash = block.hash(first, second);
      assertEquals([...hash], [0, 4, 8, 12, 16].map((i) => expected.getInt32(i)));
    }
  });
}

Deno.test("Sha1LastBlock refuses words that are not whole ones of the last block", () => {
  for (const [length, at] of [[64 + 20, 0], [64 + 20, 66], [64 + 20, 80], [60, 0], [64, 56]]) {
    assertThrows(() => new Sha1LastBlock(new Uint8Array(length!), at!), RangeError);
  }
});

for (const bits of [16, 24, 32]) {
  Deno.test(`findCollision() finds two texts with the same ${bits} bits`, () => {
    for (const [a, b] of [["one", "two"], ["honest", "forged"]] as const) {
      const text = (word: string) => utf8(`________ is ${word}`);
      const found = findCollision({ text: text(a), at: 0 }, { text: text(b), at: 0 }, bits);
      assert(found !== undefined);
      const { first, second, hash, hashes } = found;
      assertEquals([first.subarray(8), second.subarray(8)].map((part) => [...part]), [
        [...text(a).subarray(8)],
        [...text(b).subarray(8)],
      ]);
      assertNotEquals(first, second);
      assertEquals(sha1.digest(first).subarray(0, bits / 8), hash);
      assertEquals(sha1.digest(second).subarray(0, bits / 8), hash);
      assert(hashes > 2 ** (bits / 2));
    }
  });
}

Deno.test("findCollision() refuses hashes that are too short or too long to try", () => {
  const text = { text: new Uint8Array(8), at: 0 };
  for (const bits of [8, 20, 56, 160]) {
    assertThrows(() => findCollision(text, text, bits), RangeError);
  }
});
