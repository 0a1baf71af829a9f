import { assert, assertEquals, assertThrows } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import { integerToBytes, rsaFixture, rsaKeyFromPrimes, rsaPublicOperation } from "../crypto/mod.ts";
import { ignoreBytesBehindHash } from "../flaws/mod.ts";
import { authority, selfSigned } from "../pki/mod.ts";
import { clientConfig, HONEST_SEAMS } from "../tls/mod.ts";
import { ambient, noble, NOW } from "../tls/testing.ts";
import { forgeCertificates, rootSignature } from "./forge_signature.ts";

const { p, q, publicKey: usual } = rsaFixture("rsa-2048-d");
const cubed = rsaKeyFromPrimes(p, q, 3n);
const tools = { provider: noble, random: ambient("root").random, clock: () => NOW };

for (let i = 0; i < 20; i++) {
  Deno.test(`rootSignature() of message ${i}: its cube begins like an honest block`, () => {
    const message = utf8(`message ${i}`);
    const { signature, forged } = rootSignature(noble, cubed.publicKey, message);
    assert(forged !== undefined);
    const opened = rsaPublicOperation(cubed.publicKey, BigInt(`0x${signature.toHex()}`));
    assertEquals(integerToBytes(opened, 256), forged.block);
    assertEquals(forged.end, 2 + 8 + 1 + 19 + 32);
    const algorithm = { type: "rsa-pkcs1", hash: "SHA-256" } as const;
    assertEquals(noble.verify(algorithm, cubed.publicKey, message, signature), false);
  });
}

Deno.test("rootSignature() has none for the exponent 65537, and none for a key of 1024 bits", () => {
  assertEquals(rootSignature(noble, usual, utf8("hello")).forged, undefined);
  const short = { ...cubed.publicKey, modulus: (1n << 1023n) + 1n };
  assertEquals(rootSignature(noble, short, utf8("hello")).forged, undefined);
});

Deno.test("forgeCertificates() needs an RSA key", () => {
  const { chain } = selfSigned({ names: ["x.example"], ...tools });
  assertThrows(() => forgeCertificates(chain[0]!), TypeError, "it has no RSA key");
  assertThrows(() => forgeCertificates(utf8("no certificate")), TypeError);
});

Deno.test("ignore-bytes-behind-hash takes the root of a cube, and nothing else that is wrong", () => {
  const root = authority("Root", { ...tools, key: cubed });
  const { verifyChain } = ignoreBytesBehindHash.apply(clientConfig({ crypto: noble })).seams;
  const context = {
    crypto: noble,
    anchors: [root.certificate],
    now: NOW,
    purpose: "serverAuth",
    name: "bank.example",
  } as const;
  const signedBy = (sign: (tbs: Uint8Array) => Uint8Array) => {
    let tbs: Uint8Array = new Uint8Array();
    const watching = {
      ...noble,
      sign: (...[algorithm, key, message, random]: Parameters<typeof noble.sign>) => {
        tbs = message;
        return noble.sign(algorithm, key, message, random);
      },
    };
    const issuer = authority("Root", {
      ...tools,
      provider: watching,
      key: cubed,
    });
    const { chain } = issuer.issue({ names: ["bank.example"], editSignature: () => sign(tbs) });
    return [
      HONEST_SEAMS.verifyChain(chain, context).ok,
      verifyChain(chain, context).ok,
      verifyChain(chain, context).flaw,
    ];
  };
  const of = (text: Uint8Array) => rootSignature(noble, cubed.publicKey, text).signature;
  assertEquals(signedBy(of), [false, true, "ignore-bytes-behind-hash"]);
  assertEquals(signedBy(() => of(utf8("another text"))), [false, false, undefined]);
  assertEquals(signedBy((tbs) => of(tbs).map((byte, i) => i === 200 ? byte ^ 1 : byte)), [
    false,
    false,
    undefined,
  ]);
  assertEquals(signedBy(() => new Uint8Array(256)), [false, false, undefined]);
  assertEquals(signedBy(() => new Uint8Array(256).fill(0xff)), [false, false, undefined]);
  const honest = root.issue({ names: ["bank.example"] }).chain;
  assertEquals(verifyChain(honest, context).flaw, undefined);
  assertEquals(verifyChain(honest, context).ok, true);
});
