import { assertEquals } from "@std/assert";
import { concat, fromHex, hex } from "../../bytes/mod.ts";
import { nativeProvider } from "../../crypto/native.ts";
import { nobleProvider } from "../../crypto/noble.ts";
import { tls10ExportKeys, tls10Prf, tls10VerifyData } from "./tls10.ts";

const MASTER = "2f6962dfbc744c4b2138bb6b3d33054c5ecc14f24851d9896395a44ab3964efc" +
  "2090c5bf51a0891209f46c1e1e998f62";

/** Of NIST's test vectors for the key derivation of TLS 1.0 and 1.1. */
const ANSWERS = [
  {
    label: "master secret",
    secret: "bded7fa5c1699c010be23dd06ada3a48349f21e5f86263d512c0c5cc379f0e78" +
      "0ec55d9844b2f1db02a96453513568d0",
    seed: "e5acaf549cd25c22d964c0d930fa4b5261d2507fad84c33715b7b9a864020693" +
      "135e4d557fdf3aa6406d82975d5c606a9734c9334b42136e96990fbd5358cdb2",
    output: MASTER,
  },
  {
    label: "key expansion",
    secret: MASTER,
    seed: "67267e650eb32444119d222a368c191af3082888dc35afe8368e638c828874be" +
      "d58a7b1cd4fedaa232159df652ce188f9d997e061b9bf48e83b62990440931f6",
    output: "3088825988e77fce68d19f756e18e43eb7fe672433504feaf99b3c503d9091b1" +
      "64f166db301d70c9fc0870b4a94563907bee1a61fb786cb717576890bcc51cb9" +
      "ead97e01d0a2fea99c953377b195205ff07b369589178796edc963fd80fdbe51" +
      "8a2fc1c35c18ae8d",
  },
];

for (const provider of [nobleProvider(), nativeProvider()]) {
  for (const { label, secret, seed, output } of ANSWERS) {
    Deno.test(`${provider.name}: tls10Prf() gives NIST's bytes for "${label}"`, () => {
      const length = output.length / 2;
      const made = tls10Prf(provider, fromHex(secret), label, fromHex(seed), length);
      assertEquals(hex(made), output);
      assertEquals(
        hex(tls10Prf(provider, fromHex(secret), label, fromHex(seed), 7)),
        output.slice(0, 14),
      );
    });
  }
}

const provider = nobleProvider();

Deno.test("tls10Prf() takes the middle byte of an odd secret for both halves", () => {
  const seed = fromHex("aa");
  const prf = (secret: string) => hex(tls10Prf(provider, fromHex(secret), "l", seed, 20));
  assertEquals(prf("010203"), prf("01020203"));
  assertEquals(prf("").length, 40);
});

Deno.test("tls10VerifyData() is the PRF over both digests, 12 bytes, another for each side", () => {
  const digests = { md5: new Uint8Array(16).fill(1), sha1: new Uint8Array(20).fill(2) };
  const master = fromHex(MASTER);
  for (const sender of ["client", "server"] as const) {
    assertEquals(
      tls10VerifyData(provider, master, sender, digests),
      tls10Prf(provider, master, `${sender} finished`, concat(digests.md5, digests.sha1), 12),
    );
  }
});

Deno.test("tls10ExportKeys() makes whole keys from 40 secret bits, as in RFC 2246 §6.3.1", () => {
  const clientRandom = new Uint8Array(32).fill(1);
  const serverRandom = new Uint8Array(32).fill(2);
  const [clientWriteKey, serverWriteKey] = [fromHex("0102030405"), fromHex("060708090a")];
  const made = tls10ExportKeys(provider, {
    clientWriteKey,
    serverWriteKey,
    clientRandom,
    serverRandom,
    keyLength: 16,
    ivLength: 8,
  });
  const randoms = concat(clientRandom, serverRandom);
  assertEquals(
    made.clientWriteKey,
    tls10Prf(provider, clientWriteKey, "client write key", randoms, 16),
  );
  assertEquals(
    made.serverWriteKey,
    tls10Prf(provider, serverWriteKey, "server write key", randoms, 16),
  );
  assertEquals(
    concat(made.clientWriteIv, made.serverWriteIv),
    tls10Prf(provider, new Uint8Array(0), "IV block", randoms, 16),
  );
});
