import { assert, assertEquals, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import { type Bytes, concat, equalBytes, fromHex, utf8 } from "../../bytes/mod.ts";
import { nobleProvider } from "../../crypto/noble.ts";
import { createMd5 } from "../ciphers/md5.ts";
import {
  ssl3CertificateVerify,
  ssl3ExportKeys,
  ssl3Finished,
  ssl3KeyBlock,
  ssl3Mac,
  ssl3MasterSecret,
} from "./ssl3.ts";

const provider = nobleProvider();
const clientRandom = new Uint8Array(32).map((_, i) => i);
const serverRandom = new Uint8Array(32).map((_, i) => 255 - i);
const secret = new Uint8Array(48).map((_, i) => 3 * i);

// The definitions of RFC 6101, written out once more over the hashes of node:crypto.
const MD5 = (...parts: Bytes[]) =>
  new Uint8Array(createHash("md5").update(concat(...parts)).digest());
const SHA = (...parts: Bytes[]) =>
  new Uint8Array(createHash("sha1").update(concat(...parts)).digest());
const pad = (octet: number, count: number) => new Uint8Array(count).fill(octet);

Deno.test("ssl3MasterSecret() salts with A, BB and CCC, the client's random first", () => {
  const part = (salt: string) => MD5(secret, SHA(utf8(salt), secret, clientRandom, serverRandom));
  assertEquals(
    ssl3MasterSecret(provider, secret, { clientRandom, serverRandom }),
    concat(part("A"), part("BB"), part("CCC")),
  );
});

Deno.test("ssl3KeyBlock() goes on to the letters it needs, the server's random first", () => {
  const part = (salt: string) => MD5(secret, SHA(utf8(salt), secret, serverRandom, clientRandom));
  const whole = concat(...["A", "BB", "CCC", "DDDD", "EEEEE", "FFFFFF", "GGGGGGG"].map(part));
  for (const length of [0, 1, 16, 17, 72, 104, 112]) {
    const block = ssl3KeyBlock(provider, secret, { clientRandom, serverRandom }, length);
    assertEquals(block, whole.slice(0, length));
  }
  assertThrows(
    () => ssl3KeyBlock(provider, secret, { clientRandom, serverRandom }, 26 * 16 + 1),
    RangeError,
  );
});

Deno.test("ssl3Mac() hashes number, type, length and fragment, but no version", () => {
  const record = { sequenceNumber: 0x0102030405060708n, type: 23, fragment: utf8("PIN 4711") };
  const head = fromHex("0102030405060708170008");
  const key = pad(9, 20);
  assertEquals(
    ssl3Mac(provider, "SHA-1", key, record),
    SHA(key, pad(0x5c, 40), SHA(key, pad(0x36, 40), head, record.fragment)),
  );
  assertEquals(
    ssl3Mac(provider, "MD5", key, record),
    MD5(key, pad(0x5c, 48), MD5(key, pad(0x36, 48), head, record.fragment)),
  );
});

Deno.test("ssl3Finished() and ssl3CertificateVerify() hash the handshake and leave it as it was", () => {
  const messages = utf8("all handshake messages");
  const hashes = {
    md5: createMd5().update(messages),
    sha1: provider.hash("SHA-1").create().update(messages),
  };
  const expected = (sender: Bytes) =>
    concat(
      MD5(secret, pad(0x5c, 48), MD5(messages, sender, secret, pad(0x36, 48))),
      SHA(secret, pad(0x5c, 40), SHA(messages, sender, secret, pad(0x36, 40))),
    );
  const client = ssl3Finished(provider, secret, "client", hashes);
  assertEquals(client, expected(fromHex("434c4e54")));
  assertEquals(ssl3Finished(provider, secret, "server", hashes), expected(fromHex("53525652")));
  const { md5, sha1 } = ssl3CertificateVerify(provider, secret, hashes);
  assertEquals(concat(md5, sha1), expected(new Uint8Array(0)));
  assertEquals(hashes.md5.digest(), MD5(messages));
  assert(!equalBytes(client.slice(0, 16), md5));
});

Deno.test("ssl3ExportKeys() mixes public randoms into 40 secret bits", () => {
  const keys = {
    clientWriteKey: fromHex("0102030405"),
    serverWriteKey: fromHex("060708090a"),
    clientRandom,
    serverRandom,
    keyLength: 16,
    ivLength: 8,
  };
  assertEquals(ssl3ExportKeys(keys), {
    clientWriteKey: MD5(keys.clientWriteKey, clientRandom, serverRandom),
    serverWriteKey: MD5(keys.serverWriteKey, serverRandom, clientRandom),
    clientWriteIv: MD5(clientRandom, serverRandom).slice(0, 8),
    serverWriteIv: MD5(serverRandom, clientRandom).slice(0, 8),
  });
  assertThrows(() => ssl3ExportKeys({ ...keys, keyLength: 17 }), RangeError);
});
