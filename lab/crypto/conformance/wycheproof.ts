import { type Bytes, fromHex, hex } from "../../bytes/mod.ts";
import { hkdfExpand, hkdfExtract } from "../hkdf.ts";
import type { AeadName, CryptoProvider, GroupName, HashName } from "../provider.ts";
import { bytesToInteger, integerToBytes } from "../integers.ts";
import { seededRandom } from "../seeded_random.ts";
import { mlKemDecapsulate, mlKemEncapsulate, mlKemKeyPair } from "../hybrid/ml_kem.ts";
import { publicKeyFromDer, rsaPrivateKeyFromDer } from "./der.ts";
import { attempt, type SuiteResult, Tally } from "./suite.ts";

/** The parts of Wycheproof's files that are read here; which of them a case has depends on the file. */
interface TestFile {
  readonly algorithm: string;
  readonly testGroups: readonly TestGroup[];
}

interface TestGroup {
  readonly tests: readonly Test[];
  readonly [field: string]: unknown;
}

interface Test {
  readonly tcId: number;
  readonly result: "valid" | "invalid" | "acceptable";
  readonly [field: string]: unknown;
}

/** Gives the outcome of a case: digits, `"accepted"` or `REFUSED`. */
type Run = (test: Test) => string;

/** What a case of a file should come to where it is valid. */
type Expect = (test: Test) => string;

/** How the cases of one group are run, or why they are not. */
type Plan = { readonly run: Run; readonly expect: Expect } | { readonly skip: string };

type Planner = (provider: CryptoProvider, group: TestGroup, file: TestFile) => Plan;

const REFUSED = "refused";
const ACCEPTED = "accepted";
const random = seededRandom(0, "wycheproof"); // blinding, which changes no result

/**
 * Runs every case of Wycheproof that TLS can reach. An `acceptable` case may be refused, but if it
 * is not, then its value has to be right; nothing may throw.
 *
 * @param json `{ files: { <name>: { algorithm, testGroups } } }`, as in `wycheproof-dev.json`
 */
export function wycheproof(json: unknown, provider: CryptoProvider): SuiteResult {
  const tally = new Tally();
  const { files } = json as { files: Readonly<Record<string, TestFile>> };
  for (const [name, file] of Object.entries(files)) runFile(tally, name, file, provider);
  return tally.result();
}

/** The same, with a result for each file. */
export function wycheproofByFile(
  json: unknown,
  provider: CryptoProvider,
): Readonly<Record<string, SuiteResult>> {
  const { files } = json as { files: Readonly<Record<string, TestFile>> };
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [
      name,
      wycheproof({ files: { [name]: file } }, provider),
    ]),
  );
}

function runFile(tally: Tally, name: string, file: TestFile, provider: CryptoProvider): void {
  for (const group of file.testGroups) {
    const plan = PLANNERS[file.algorithm]?.(provider, group, file) ??
      { skip: `no primitive for ${file.algorithm}` };
    if ("skip" in plan) {
      tally.skip(plan.skip, group.tests.length);
      continue;
    }
    for (const test of group.tests) {
      const got = attempt(() => plan.run(test));
      const either = test.result === "acceptable" && got === REFUSED;
      const expected = test.result === "invalid" || either ? REFUSED : plan.expect(test);
      tally.compare(`${name}#${test.tcId}`, expected, got);
    }
  }
}

const bytes = (value: unknown): Bytes => fromHex(value as string);
const field = (name: string): Expect => (test) => test[name] as string;
const outcome = (value: Bytes | undefined): string => value === undefined ? REFUSED : hex(value);
const hashOf = (name: unknown): HashName => name as HashName; // Wycheproof spells them as we do

const PLANNERS: Readonly<Record<string, Planner>> = {
  XDH: (provider) => agreement(provider, "X25519", (test) => bytes(test.private)),
  ECDH: planEcdh,
  ECDSA: (provider, group) =>
    verification(provider, group, { type: "ecdsa", hash: hashOf(group.sha) }),
  EDDSA: (provider, group) => verification(provider, group, { type: "ed25519" }),
  "RSASSA-PKCS1-v1_5": (provider, group) =>
    verification(provider, group, { type: "rsa-pkcs1", hash: hashOf(group.sha) }),
  "RSASSA-PSS": planPss,
  "RSAES-PKCS1-v1_5": planDecryption,
  "AES-GCM": (provider, group) => planAead(provider, group, `AES-${group.keySize}-GCM`),
  "AES-CCM": planCcm,
  "CHACHA20-POLY1305": (provider, group) => planAead(provider, group, "ChaCha20-Poly1305"),
  "HKDF-SHA-256": (provider) => planHkdf(provider, "SHA-256"),
  "HKDF-SHA-384": (provider) => planHkdf(provider, "SHA-384"),
  "ML-KEM": planMlKem,
  HMACSHA256: (provider, group) => planHmac(provider, group, "SHA-256"),
  HMACSHA384: (provider, group) => planHmac(provider, group, "SHA-384"),
};

function agreement(
  provider: CryptoProvider,
  name: GroupName,
  privateKey: (test: Test) => Bytes,
): Plan {
  const group = provider.group(name);
  return {
    run: (test) => outcome(group.agree(privateKey(test), bytes(test.public))),
    expect: field("shared"),
  };
}

function planEcdh(provider: CryptoProvider, group: TestGroup): Plan {
  const curves: Readonly<Record<string, [name: GroupName, length: number]>> = {
    secp256r1: ["P-256", 32],
    secp384r1: ["P-384", 48],
    secp521r1: ["P-521", 66],
  };
  const curve = curves[group.curve as string];
  if (curve === undefined) return { skip: `no curve ${group.curve}` };
  const [name, length] = curve;
  // Wycheproof writes private keys as signed numbers, with a zero in front or none.
  const scalar = (test: Test) => integerToBytes(bytesToInteger(bytes(test.private)), length);
  return agreement(provider, name, scalar);
}

function verification(
  provider: CryptoProvider,
  group: TestGroup,
  algorithm: Parameters<CryptoProvider["verify"]>[0],
): Plan {
  const key = publicKeyFromDer(group.publicKeyDer as string);
  return {
    run: (test) =>
      provider.verify(algorithm, key, bytes(test.msg), bytes(test.sig)) ? ACCEPTED : REFUSED,
    expect: () => ACCEPTED,
  };
}

function planPss(provider: CryptoProvider, group: TestGroup): Plan {
  if (group.mgfSha !== group.sha) return { skip: "MGF1 over another hash, which TLS does not use" };
  const saltLength = group.sLen as number;
  return verification(provider, group, { type: "rsa-pss", hash: hashOf(group.sha), saltLength });
}

function planDecryption(provider: CryptoProvider, group: TestGroup): Plan {
  const key = rsaPrivateKeyFromDer(group.privateKeyPkcs8 as string);
  return {
    run: (test) => outcome(provider.rsaDecrypt(key, bytes(test.ct), random)),
    expect: field("msg"),
  };
}

/** A valid case has to come out both ways; of an invalid one only opening is asked. */
function planAead(provider: CryptoProvider, group: TestGroup, name: string): Plan {
  if (group.ivSize !== 96) return { skip: "a nonce that is not 12 bytes, which TLS never makes" };
  if (group.tagSize !== 128) return { skip: "a tag that is not 16 bytes, which TLS never makes" };
  if (name === "AES-192-GCM") return { skip: "AES-192, which TLS does not use" };
  return aeadCases(provider, name as AeadName);
}

function aeadCases(provider: CryptoProvider, name: AeadName): Plan {
  return {
    run(test) {
      const key = provider.aead(name, bytes(test.key));
      const [nonce, additionalData] = [bytes(test.iv), bytes(test.aad)];
      const opened = key.open(nonce, additionalData, bytes(`${test.ct}${test.tag}`));
      if (opened === undefined) return REFUSED;
      return `${hex(opened)} from ${hex(key.seal(nonce, additionalData, opened))}`;
    },
    expect: (test) => `${test.msg} from ${test.ct}${test.tag}`,
  };
}

function planCcm(provider: CryptoProvider, group: TestGroup): Plan {
  if (group.keySize === 192) return { skip: "AES-192, which TLS does not use" };
  if (group.keySize !== 128) {
    return { skip: `AES-${group.keySize}-CCM, which TLS 1.3 does not use` };
  }
  if (group.ivSize === 96 && group.tagSize === 64) return aeadCases(provider, "AES-128-CCM-8");
  return planAead(provider, group, "AES-128-CCM");
}

function planHkdf(provider: CryptoProvider, hash: HashName): Plan {
  return {
    run(test) {
      const key = hkdfExtract(provider, hash, bytes(test.salt), bytes(test.ikm));
      try {
        return hex(hkdfExpand(provider, hash, key, bytes(test.info), test.size as number));
      } catch (error) {
        if (error instanceof RangeError) return REFUSED; // more than HKDF has
        throw error;
      }
    },
    expect: field("okm"),
  };
}

function planHmac(provider: CryptoProvider, group: TestGroup, hash: HashName): Plan {
  const length = (group.tagSize as number) / 8;
  return {
    run(test) {
      const code = hex(provider.hmac(hash, bytes(test.key), bytes(test.msg)).subarray(0, length));
      return code === test.tag ? ACCEPTED : REFUSED;
    },
    expect: () => ACCEPTED,
  };
}

/** The same for all providers, as there is only one ML-KEM. */
function planMlKem(_provider: CryptoProvider, group: TestGroup): Plan {
  if (group.parameterSet !== "ML-KEM-768") return { skip: `no ${group.parameterSet}` };
  if (group.type === "MLKEMEncapsTest") {
    return {
      run(test) {
        const made = mlKemEncapsulate(bytes(test.ek), bytes(test.m));
        return made === undefined ? REFUSED : `${hex(made.secret)} from ${hex(made.ciphertext)}`;
      },
      expect: (test) => `${test.K} from ${test.c}`,
    };
  }
  return {
    run(test) {
      const seed = bytes(test.seed);
      if (seed.length !== 64) return REFUSED; // nothing on a wire can bring this about
      const { encapsulationKey, decapsulationKey } = mlKemKeyPair(seed);
      const secret = mlKemDecapsulate(decapsulationKey, bytes(test.c));
      return secret === undefined ? REFUSED : `${hex(secret)} under ${hex(encapsulationKey)}`;
    },
    expect: (test) => `${test.K} under ${test.ek}`,
  };
}
