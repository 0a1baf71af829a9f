import { assertEquals } from "@std/assert";
import { concat, equalBytes } from "../../bytes/mod.ts";
import { rsaFixture } from "../fixtures/rsa_keys.ts";
import { ScriptedRandom } from "../scripted_random.ts";
import { seededRandom } from "../seeded_random.ts";
import { publicOperation } from "./operations.ts";
import { pkcs1Encrypt } from "./pkcs1_encryption.ts";
import { decryptPremaster } from "./premaster.ts";

const KEY = rsaFixture("rsa-1024-toy");
const LENGTH = 128;
const chance = seededRandom(4, "premaster test");
const SUBSTITUTE = new Uint8Array(46).fill(0xab);
const PREMASTER = concat(Uint8Array.of(0x03, 0x03), new Uint8Array(46).map((_, i) => i + 1));
const HIDDEN = concat(Uint8Array.of(0x03, 0x03), SUBSTITUTE);

const decrypt = (ciphertext: Uint8Array, version = 0x0303, key = KEY) =>
  decryptPremaster(
    key,
    ciphertext,
    version,
    new ScriptedRandom({ "premaster substitute": [SUBSTITUTE] }, chance),
  );

/** The ciphertext of a block that need not be padded as it should. */
const encryptBlock = (block: Uint8Array) => publicOperation(KEY.publicKey, block)!;

/** `00 02`, padding of the length that is left, `00`, the message. */
function block(message: Uint8Array): Uint8Array {
  const padding = new Uint8Array(LENGTH - 3 - message.length).fill(0x77);
  return concat(Uint8Array.of(0, 2), padding, Uint8Array.of(0), message);
}

/** The right block with one byte changed. */
function changed(at: number, value: number): Uint8Array {
  const bytes = block(PREMASTER);
  bytes[at] = value;
  return bytes;
}

Deno.test("decryptPremaster() gives the secret that was encrypted, for keys of every length", () => {
  for (const name of ["rsa-512-toy", "rsa-1024-toy", "rsa-2048-a"] as const) {
    const key = rsaFixture(name);
    const ciphertext = pkcs1Encrypt(key.publicKey, PREMASTER, chance);
    assertEquals(decrypt(ciphertext, 0x0303, key), PREMASTER);
  }
});

const WRONG: Readonly<Record<string, Uint8Array>> = {
  "first byte 1": encryptBlock(changed(0, 1)),
  "block type 1": encryptBlock(changed(1, 1)),
  "block type 0": encryptBlock(changed(1, 0)),
  "a zero among the first eight of padding": encryptBlock(changed(5, 0)),
  "a zero right behind the block type": encryptBlock(changed(2, 0)),
  "a zero at the end of the padding": encryptBlock(changed(LENGTH - 50, 0)),
  "no zero where the padding ends": encryptBlock(changed(LENGTH - 49, 0x77)),
  "a message of 47 bytes": encryptBlock(block(PREMASTER.subarray(1))),
  "a message of 49 bytes": encryptBlock(block(concat(PREMASTER, Uint8Array.of(1)))),
  "no message": encryptBlock(block(new Uint8Array(0))),
  "a ciphertext that is zero": new Uint8Array(LENGTH),
  "a ciphertext above the modulus": new Uint8Array(LENGTH).fill(0xff),
  "a ciphertext one byte short": encryptBlock(block(PREMASTER)).subarray(1),
  "a ciphertext one byte long": concat(Uint8Array.of(0), encryptBlock(block(PREMASTER))),
  "no ciphertext": new Uint8Array(0),
};

for (const [what, ciphertext] of Object.entries(WRONG)) {
  Deno.test(`decryptPremaster() gives the substitute for ${what}`, () => {
    assertEquals(decrypt(ciphertext), HIDDEN);
  });
}

Deno.test("decryptPremaster() puts the version of the ClientHello in front, whatever was encrypted", () => {
  const other = concat(Uint8Array.of(0x03, 0x01), PREMASTER.subarray(2));
  const got = decrypt(encryptBlock(block(other)), 0x0303);
  assertEquals(got, PREMASTER);
  assertEquals(
    decrypt(encryptBlock(block(PREMASTER)), 0x0301).subarray(0, 2),
    other.subarray(0, 2),
  );
});

Deno.test("decryptPremaster() takes every value but zero for padding", () => {
  for (let value = 0; value < 256; value++) {
    const got = decrypt(encryptBlock(changed(20, value)));
    assertEquals(equalBytes(got, PREMASTER), value !== 0, `${value}`);
  }
});
