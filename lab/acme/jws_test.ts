import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { utf8 } from "../bytes/mod.ts";
import { generateEcKey, seededRandom } from "../crypto/mod.ts";
import { nobleProvider } from "../crypto/noble.ts";
import { base64url, fromBase64url } from "./base64url.ts";
import { isSignedBy, jwkOf, keyOf, readJws, signedRequest, thumbprint } from "./jws.ts";

const provider = nobleProvider();
const random = seededRandom(1, "jws");
const key = generateEcKey(provider, "P-256", random, "account key");
const tools = { provider, random };
const header = {
  alg: "ES256",
  kid: "https://trent.example/acme/acct/1",
  nonce: "n",
  url: "u",
} as const;

Deno.test("base64url has neither padding nor characters of addresses (RFC 7515 §2)", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const text = base64url(bytes);
      assert(/^[\w-]*$/.test(text));
      assertEquals(fromBase64url(text), bytes);
    }),
    { seed: 1 },
  );
  for (const wrong of ["=", "a=", "a+b", "a/b", "a", "a b"]) {
    assertEquals(fromBase64url(wrong), undefined, wrong);
  }
});

Deno.test("the signature of RFC 7515 §A.3 is that of its key, and of no other text", () => {
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
  } as const;
  const signature = fromBase64url(
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
  )!;
  const signed = utf8(
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9" +
      "pc19yb290Ijp0cnVlfQ",
  );
  const theirs = keyOf(jwk)!;
  assertEquals(jwkOf(theirs), jwk);
  const jws = { header, payload: "", signature, signed };
  assert(isSignedBy(jws, theirs, provider));
  assert(!isSignedBy({ ...jws, signed: signed.with(30, 0) }, theirs, provider));
  assert(!isSignedBy(jws, key.publicKey, provider));
});

Deno.test("a request comes back as it was signed", () => {
  const jws = readJws(signedRequest(header, '{"a":1}', key, tools));
  assert(jws !== undefined);
  assertEquals([jws.header, jws.payload], [header, '{"a":1}']);
  assert(isSignedBy(jws, key.publicKey, provider));
});

Deno.test("the thumbprint does not depend on the order of members (RFC 7638 §3)", () => {
  const { kty, crv, x, y } = jwkOf(key.publicKey);
  assertEquals(thumbprint(provider, { y, x, crv, kty }), thumbprint(provider, { kty, crv, x, y }));
  assertEquals(thumbprint(provider, { kty, crv, x, y }).length, 43);
});

const good = JSON.parse(signedRequest(header, "", key, tools));
const withHeader = (changed: object) =>
  JSON.stringify({ ...good, protected: base64url(JSON.stringify(changed)) });
const jwk = jwkOf(key.publicKey);
const refused: readonly [what: string, text: string][] = [
  ["no JSON", "{"],
  ["a list", "[]"],
  ["no signature", JSON.stringify({ ...good, signature: undefined })],
  ["half a signature", JSON.stringify({ ...good, signature: good.signature.slice(0, 43) })],
  ["a payload that is no base64url", JSON.stringify({ ...good, payload: "=" })],
  ["another algorithm", withHeader({ ...header, alg: "none" })],
  ["no nonce", withHeader({ ...header, nonce: undefined })],
  ["key and account at once", withHeader({ ...header, jwk })],
  ["neither key nor account", withHeader({ ...header, kid: undefined })],
  ["a key of another kind", withHeader({ ...header, kid: undefined, jwk: { ...jwk, kty: "RSA" } })],
  ["a header that is a list", withHeader([])],
  ["too much of it", `${" ".repeat(100_000)}${JSON.stringify(good)}`],
];
for (const [what, text] of refused) {
  Deno.test(`readJws() makes nothing of ${what}`, () => assertEquals(readJws(text), undefined));
}
