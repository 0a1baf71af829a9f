import type { Bytes } from "../bytes/mod.ts";
import {
  CBC_KEY_LENGTH,
  type CryptoProvider,
  dhAgree,
  dhGenerate,
  ffdhe2048,
  ffdhe3072,
  generateEcKey,
  generateEd25519Key,
  hkdfExpand,
  memoisedVerify,
  type PrivateKey,
  rsaFixture,
  seededRandom,
  type SignatureAlgorithm,
} from "./mod.ts";
import { nativeProvider } from "./native.ts";
import { nobleProvider } from "./noble.ts";

// deno bench --no-prompt lab/crypto/primitives_bench.ts

const LONG_RUN = { baseWindow: 8, keyTables: { window: 6 } };
const PROVIDERS = [nobleProvider(LONG_RUN), nativeProvider(LONG_RUN)];

/** Compares the providers at one operation; `prepare` is not measured. */
function compare(group: string, prepare: (provider: CryptoProvider) => () => unknown): void {
  PROVIDERS.forEach((provider, i) => {
    const run = prepare(provider);
    for (let warm = 0; warm < 20; warm++) run(); // builds tables, which later runs profit from
    Deno.bench({ name: provider.name, group, baseline: i === 0, fn: () => void run() });
  });
}

const message = new Uint8Array(600).fill(7);

for (const hash of ["SHA-256", "SHA-384"] as const) {
  for (const length of [64, 1024, 16384]) {
    const data = new Uint8Array(length);
    compare(`${hash} of ${length} bytes`, ({ hash: of }) => () => of(hash).digest(data));
  }
  const secret = new Uint8Array(32).fill(1);
  const info = new Uint8Array(20);
  compare(`HKDF-Expand with ${hash}`, (provider) => () => {
    secret[0]!++; // another key each time
    return hkdfExpand(provider, hash, secret, info, 32);
  });
}

for (const name of ["AES-128-GCM", "AES-256-GCM", "ChaCha20-Poly1305"] as const) {
  for (const length of [64, 1024, 16384]) {
    compare(`${name}: seal and open ${length} bytes`, (provider) => {
      const key = provider.aead(name, new Uint8Array(name === "AES-128-GCM" ? 16 : 32));
      const [nonce, data, plaintext] = [12, 5, length].map((n) => new Uint8Array(n)) as [
        Bytes,
        Bytes,
        Bytes,
      ];
      return () => key.open(nonce, data, key.seal(nonce, data, plaintext));
    });
  }
}

for (const name of ["AES-128-CBC", "AES-256-CBC"] as const) {
  for (const length of [64, 1024, 16384]) {
    compare(`${name}: encrypt and decrypt ${length} bytes`, (provider) => {
      const key = provider.cbc(name, new Uint8Array(CBC_KEY_LENGTH[name]));
      const [iv, blocks] = [new Uint8Array(16), new Uint8Array(length)];
      return () => key.decrypt(iv, key.encrypt(iv, blocks));
    });
  }
}

for (const group of [ffdhe2048, ffdhe3072]) {
  const { privateKey, publicKey } = dhGenerate(group, seededRandom(1, group.name), "bench");
  Deno.bench({
    name: group.name,
    group: "DHE secret",
    fn: () => void dhAgree(group, privateKey, publicKey),
  });
}

for (const name of ["X25519", "P-256", "P-384"] as const) {
  compare(`${name}: key pair`, (provider) => {
    const random = seededRandom(1, name);
    return () => provider.group(name).generate(random, "bench");
  });
  compare(`${name}: secret`, (provider) => {
    const [a, b] = ["a", "b"].map((purpose) =>
      provider.group(name).generate(seededRandom(1, name), purpose)
    );
    return () => provider.group(name).agree(a!.privateKey, b!.publicKey);
  });
}

const random = seededRandom(1, "primitives bench");
const SIGNERS: readonly [name: string, SignatureAlgorithm, PrivateKey][] = [
  [
    "ECDSA P-256",
    { type: "ecdsa", hash: "SHA-256" },
    generateEcKey(PROVIDERS[0]!, "P-256", random, "P-256"),
  ],
  [
    "ECDSA P-384",
    { type: "ecdsa", hash: "SHA-384" },
    generateEcKey(PROVIDERS[0]!, "P-384", random, "P-384"),
  ],
  ["Ed25519", { type: "ed25519" }, generateEd25519Key(PROVIDERS[0]!, random, "Ed25519")],
  ["RSA-2048 PKCS #1", { type: "rsa-pkcs1", hash: "SHA-256" }, rsaFixture("rsa-2048-a")],
  [
    "RSA-2048 PSS",
    { type: "rsa-pss", hash: "SHA-256", saltLength: 32 },
    rsaFixture("rsa-2048-a"),
  ],
];

for (const [name, algorithm, key] of SIGNERS) {
  compare(`${name}: sign`, ({ sign }) => () => sign(algorithm, key, message, random));
  compare(`${name}: verify, key seen before`, ({ sign, verify }) => {
    const signature = sign(algorithm, key, message, random);
    return () => verify(algorithm, key.publicKey, message, signature);
  });
  compare(`${name}: verify, remembered`, (provider) => {
    const { sign, verify } = memoisedVerify(provider, 10);
    const signature = sign(algorithm, key, message, random);
    return () => verify(algorithm, key.publicKey, message, signature);
  });
}
