import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { concat, fromHex, hex } from "../../bytes/mod.ts";
import { Rc4 } from "./rc4.ts";

/** RFC 6229 §2: a key, and 32 bytes of its stream from several places on. */
const ANSWERS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  "0102030405": {
    0: "b2396305f03dc027ccc3524a0a1118a86982944f18fc82d589c403a47a0d0919",
    240: "28cb1132c96ce286421dcaadb8b69eae1cfcf62b03eddb641d77dfcf7f8d8c93",
    4080: "068326a2118416d21f9d04b2cd1ca050ff25b58995996707e51fbdf08b34d875",
  },
  "0102030405060708090a0b0c0d0e0f10": {
    0: "9ac7cc9a609d1ef7b2932899cde41b975248c4959014126a6e8a84f11d1a9e1c",
    240: "065902e4b620f6cc36c8589f66432f2bd39d566bc6bce3010768151549f3873f",
    4080: "ff38265c1642c1abe8d3c2fe5e572bf8a36a4c301ae8ac13610ccbc12256cacc",
  },
  "1ada31d5cf688221c109163908ebe51debb46227c6cc8b37641910833222772a": {
    0: "dd5bcb0018e922d494759d7c395d02d3c8446f8f77abf737685353eb89a1c9eb",
    4080: "d5a39e3dfcc50280bac4a6b5aa0dca7d370b1c1fe655916d97fd0d47ca1d72b8",
  },
};

for (const [key, places] of Object.entries(ANSWERS)) {
  Deno.test(`RC4 under ${key} gives the stream of RFC 6229`, () => {
    const stream = new Rc4(fromHex(key)).keystream(4112);
    for (const [at, digits] of Object.entries(places)) {
      assertEquals(hex(stream.subarray(Number(at), Number(at) + 32)), digits);
    }
  });
}

Deno.test("crypt() undoes itself, in pieces of any length", () => {
  const bytes = fc.uint8Array({ maxLength: 80 });
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 256 }), fc.array(bytes), (key, all) => {
      const [sender, receiver] = [new Rc4(key), new Rc4(key)];
      const sent = concat(...all.map((piece) => sender.crypt(piece)));
      assertEquals(receiver.crypt(sent), concat(...all));
    }),
  );
});

Deno.test("RC4 refuses keys of 0 and of 257 bytes", () => {
  for (const length of [0, 257]) assertThrows(() => new Rc4(new Uint8Array(length)), RangeError);
});
