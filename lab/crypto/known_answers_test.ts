import { assert, assertEquals } from "@std/assert";
import { concat, fromHex, hex, utf8 } from "../bytes/mod.ts";
import {
  type AeadName,
  type Ed25519PrivateKey,
  type HashName,
  hkdfExpand,
  hkdfExtract,
  type PrivateKey,
  seededRandom,
} from "./mod.ts";
import { nativeProvider } from "./native.ts";
import { nobleProvider } from "./noble.ts";

const PROVIDERS = [nobleProvider(), nativeProvider()];
const random = seededRandom(1, "known answers");

/** FIPS 180-4 examples: the digests of "abc". */
const ABC: Readonly<Record<HashName, string>> = {
  "SHA-1": "a9993e364706816aba3e25717850c26c9cd0d89d",
  "SHA-256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  "SHA-384": "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed" +
    "8086072ba1e7cc2358baeca134c825a7",
  "SHA-512": "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a" +
    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
};

/** RFC 6979 §A.2.5: the key, and r and s for a message and a hash. */
const RFC_6979_SCALAR = fromHex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
const RFC_6979: readonly [message: string, hash: HashName, r: string, s: string][] = [
  [
    "sample",
    "SHA-1",
    "61340c88c3aaebeb4f6d667f672ca9759a6ccaa9fa8811313039ee4a35471d32",
    "6d7f147dac089441bb2e2fe8f7a3fa264b9c475098fdcf6e00d7c996e1b8b7eb",
  ],
  [
    "sample",
    "SHA-256",
    "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
    "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
  ],
  [
    "sample",
    "SHA-512",
    "8496a60b5e9b47c825488827e0495b0e3fa109ec4568fd3f8d1097678eb97f00",
    "2362ab1adbe2b8adf9cb9edab740ea6049c028114f2460f96554f61fae3302fe",
  ],
  [
    "test",
    "SHA-384",
    "83910e8b48bb0c74244ebdf7f07a1c5413d61472bd941ef3920e623fbccebeb6",
    "8ddbec54cf8cd5874883841d712142a56a8d0f218f5003cb0296b6b509619f2c",
  ],
];

/** RFC 8032 §7.1, tests 1 to 3: seed, public key, message, signature. */
const RFC_8032: readonly [seed: string, point: string, message: string, signature: string][] = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155" +
    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac" +
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
];

interface AeadAnswer {
  readonly from: string;
  readonly name: AeadName;
  readonly key: string;
  readonly nonce: string;
  readonly additionalData: string;
  readonly plaintext: string;
  readonly sealed: string;
}

const GCM_PLAINTEXT = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72" +
  "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
const GCM_KEY = "feffe9928665731c6d6a8f9467308308";
const GCM_DATA = "feedfacedeadbeeffeedfacedeadbeefabaddad2";

const AEADS: readonly AeadAnswer[] = [
  {
    from: "the GCM specification, test case 4",
    name: "AES-128-GCM",
    key: GCM_KEY,
    nonce: "cafebabefacedbaddecaf888",
    additionalData: GCM_DATA,
    plaintext: GCM_PLAINTEXT,
    sealed: "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e" +
      "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091" +
      "5bc94fbc3221a5db94fae95ae7121a47",
  },
  {
    from: "the GCM specification, test case 16",
    name: "AES-256-GCM",
    key: GCM_KEY + GCM_KEY,
    nonce: "cafebabefacedbaddecaf888",
    additionalData: GCM_DATA,
    plaintext: GCM_PLAINTEXT,
    sealed: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa" +
      "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" +
      "76fc6ece0f4e1768cddf8853bb2d551b",
  },
  {
    from: "SP 800-38C, example 3",
    name: "AES-128-CCM-8",
    key: "404142434445464748494a4b4c4d4e4f",
    nonce: "101112131415161718191a1b",
    additionalData: "000102030405060708090a0b0c0d0e0f10111213",
    plaintext: "202122232425262728292a2b2c2d2e2f3031323334353637",
    sealed: "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951",
  },
  {
    from: "RFC 8439 §2.8.2",
    name: "ChaCha20-Poly1305",
    key: "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
    nonce: "070000004041424344454647",
    additionalData: "50515253c0c1c2c3c4c5c6c7",
    plaintext: hex(utf8(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the " +
        "future, sunscreen would be it.",
    )),
    sealed: "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6" +
      "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36" +
      "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc" +
      "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd060" +
      "0691",
  },
];

for (const provider of PROVIDERS) {
  const it = (name: string, run: () => void) => Deno.test(`${provider.name}: ${name}`, run);

  for (const [name, digest] of Object.entries(ABC) as [HashName, string][]) {
    it(`${name} gives the digest of "abc" in FIPS 180-4`, () => {
      assertEquals(hex(provider.hash(name).digest(utf8("abc"))), digest);
      const state = provider.hash(name).create().update(utf8("a"));
      const other = state.copy().update(utf8("x"));
      assertEquals(hex(state.update(utf8("bc")).digest()), digest);
      assertEquals(hex(state.digest()), digest); // a digest does not end the state
      assert(hex(other.digest()) !== digest);
    });
  }

  it("HMAC-SHA-256 gives test case 2 of RFC 4231", () => {
    const code = provider.hmac("SHA-256", utf8("Jefe"), utf8("what do ya want for nothing?"));
    assertEquals(hex(code), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  });

  it("HKDF-SHA-256 gives test case 1 of RFC 5869", () => {
    const salt = fromHex("000102030405060708090a0b0c");
    const key = hkdfExtract(provider, "SHA-256", salt, new Uint8Array(22).fill(0x0b));
    assertEquals(hex(key), "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
    const output = hkdfExpand(provider, "SHA-256", key, fromHex("f0f1f2f3f4f5f6f7f8f9"), 42);
    assertEquals(
      hex(output),
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    );
  });

  it("X25519 gives the keys and the secret of RFC 7748 §6.1", () => {
    const group = provider.group("X25519");
    const alice = group.keyPair(
      fromHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"),
    );
    const bob = group.keyPair(
      fromHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"),
    );
    assertEquals(
      hex(alice.publicKey),
      "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
    );
    assertEquals(
      hex(bob.publicKey),
      "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
    );
    const secret = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";
    assertEquals(hex(group.agree(alice.privateKey, bob.publicKey)!), secret);
    assertEquals(hex(group.agree(bob.privateKey, alice.publicKey)!), secret);
  });

  for (const [message, hash, r, s] of RFC_6979) {
    it(`ECDSA with ${hash} signs "${message}" as in RFC 6979 §A.2.5`, () => {
      const { publicKey: point } = provider.group("P-256").keyPair(RFC_6979_SCALAR);
      const publicKey = { type: "ec", curve: "P-256", point } as const;
      const key: PrivateKey = { type: "ec", curve: "P-256", scalar: RFC_6979_SCALAR, publicKey };
      const signature = provider.sign({ type: "ecdsa", hash }, key, utf8(message), random);
      assertEquals(hex(signature), hex(derSignature(fromHex(r), fromHex(s))));
      assert(provider.verify({ type: "ecdsa", hash }, publicKey, utf8(message), signature));
      assert(!provider.verify({ type: "ecdsa", hash }, publicKey, utf8("other"), signature));
    });
  }

  for (const [seed, point, message, expected] of RFC_8032) {
    it(`Ed25519 signs 0x${message} as in RFC 8032 §7.1`, () => {
      const publicKey = provider.ed25519PublicKey(fromHex(seed));
      assertEquals(hex(publicKey.point), point);
      const key: Ed25519PrivateKey = { type: "ed25519", seed: fromHex(seed), publicKey };
      const signature = provider.sign({ type: "ed25519" }, key, fromHex(message), random);
      assertEquals(hex(signature), expected);
      assert(provider.verify({ type: "ed25519" }, publicKey, fromHex(message), signature));
      assert(!provider.verify({ type: "ed25519" }, publicKey, utf8("other"), signature));
    });
  }

  for (const answer of AEADS) {
    it(`${answer.name} seals and opens as in ${answer.from}`, () => {
      const key = provider.aead(answer.name, fromHex(answer.key));
      const [nonce, data] = [fromHex(answer.nonce), fromHex(answer.additionalData)];
      const sealed = key.seal(nonce, data, fromHex(answer.plaintext));
      assertEquals(hex(sealed), answer.sealed);
      assertEquals(hex(key.open(nonce, data, sealed)!), answer.plaintext);
      sealed[0]! ^= 1;
      assertEquals(key.open(nonce, data, sealed), undefined);
    });
  }
}

/** DER of two positive integers, each shorter than 127 bytes. */
function derSignature(r: Uint8Array, s: Uint8Array): Uint8Array {
  const integer = (value: Uint8Array) => {
    const body = value[0]! >= 0x80 ? concat(Uint8Array.of(0), value) : value;
    return concat(Uint8Array.of(0x02, body.length), body);
  };
  const body = concat(integer(r), integer(s));
  return concat(Uint8Array.of(0x30, body.length), body);
}
