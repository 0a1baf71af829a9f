import { assertEquals } from "@std/assert";
import { hex, utf8 } from "../../bytes/mod.ts";
import { createMd5, hmacMd5, md5 } from "./md5.ts";

/** RFC 1321 §A.5. */
const ANSWERS: Readonly<Record<string, string>> = {
  "": "d41d8cd98f00b204e9800998ecf8427e",
  "a": "0cc175b9c0f1b6a831c399e269772661",
  "abc": "900150983cd24fb0d6963f7d28e17f72",
  "message digest": "f96b697d7cb7938d525a2f31aaf161d0",
};

for (const [text, digest] of Object.entries(ANSWERS)) {
  Deno.test(`md5() gives the digest of "${text}" in RFC 1321`, () => {
    assertEquals(hex(md5(utf8(text))), digest);
  });
}

Deno.test("hmacMd5() gives test case 2 of RFC 2202", () => {
  const code = hmacMd5(utf8("Jefe"), utf8("what do ya want for nothing?"));
  assertEquals(hex(code), "750c783e6ab0b503eaa86e310a5db738");
});

Deno.test("createMd5() goes on after a digest, and copies go their own way", () => {
  const state = createMd5().update(utf8("a"));
  const other = state.copy().update(utf8("x"));
  assertEquals(hex(state.digest()), ANSWERS["a"]!);
  assertEquals(state.update(utf8("bc")).digest(), md5(utf8("abc")));
  assertEquals(other.digest(), md5(utf8("ax")));
});
