import { type CryptoProvider, rsaFixture, seededRandom } from "../../../crypto/mod.ts";
import { spoofed } from "../../../attacks/mod.ts";
import type { Bytes } from "../../../bytes/mod.ts";
import {
  authority,
  type Identity,
  type KeyChoice,
  type TransparencyPolicy,
} from "../../../pki/mod.ts";

/** The moment at which all cases are judged: 2026-08-01, as in the stories. */
export const NOW = 1_785_542_400;

/** A chain for two verifiers to judge. */
export interface VerifyCase {
  readonly what: string;
  /** DER, leaf first, without the root. */
  readonly chain: readonly Bytes[];
  readonly anchor: Bytes;
  readonly purpose: "serverAuth" | "clientAuth";
  readonly name?: string;
  /** When it is judged, in seconds since 1970; at `NOW`, unless said. */
  readonly at?: number;
  /** DER; without one, nobody asks. */
  readonly revocationList?: Bytes;
  /** What the lab wants of logs; nothing, unless said. */
  readonly transparency?: TransparencyPolicy;
  /** The rules that the lab finds broken; none for a good chain. */
  readonly broken: readonly string[];
  /**
   * What `openssl verify` has to say: nothing against a good chain, words out of its reason for a
   * bad one, or `not checked` for a rule that it does not know.
   */
  readonly openssl: "valid" | "not checked" | { readonly says: RegExp };
}

const DAY = 86_400;

/** Every kind of good certificate that the lab issues, and bad ones with one fault each. */
export function verifyCases(provider: CryptoProvider): readonly VerifyCase[] {
  const tools = { provider, random: seededRandom(1, "openssl verify"), clock: () => NOW };
  const root = authority("Honest Root", tools);
  const issuing = root.intermediate("Issuing CA", { pathLength: 0 });
  const stranger = authority("Strange Root", tools);
  const bank = { names: ["bank.example"] };
  const base = { anchor: root.certificate, purpose: "serverAuth", name: "bank.example" } as const;

  const good = (
    what: string,
    { chain }: Identity,
    other: Partial<VerifyCase> = {},
  ): VerifyCase => ({
    ...base,
    ...other,
    what,
    chain,
    broken: [],
    openssl: "valid",
  });
  const bad = (
    what: string,
    chain: readonly Bytes[],
    rule: string,
    says: RegExp | "not checked",
    other: Partial<VerifyCase> = {},
  ): VerifyCase => ({
    ...base,
    what,
    chain,
    broken: [rule],
    openssl: says === "not checked" ? says : { says },
    ...other,
  });

  const keys: readonly (readonly [string, KeyChoice])[] = [
    ["P-256", "P-256"],
    ["P-384", "P-384"],
    ["P-521", "P-521"],
    ["Ed25519", "Ed25519"],
    ["RSA", rsaFixture("rsa-2048-a")],
  ];
  const ofEveryKind = keys.flatMap(([kind, key]) => {
    const own = authority(`Root ${kind}`, { ...tools, key });
    const below = own.intermediate(`Issuing ${kind}`, { key, pathLength: 0 });
    return [
      good(`a root and a leaf of ${kind}`, own.issue({ ...bank, key }), {
        anchor: own.certificate,
      }),
      good(`an intermediate of ${kind}`, below.issue({ ...bank, key }), {
        anchor: own.certificate,
      }),
    ];
  });

  const plain = issuing.issue(bank);
  const deep = root.intermediate("One more", { pathLength: 0 }).intermediate("Too many");
  const shop = root.intermediate("shop.example", { ca: false });
  return [
    ...ofEveryKind,
    good("a wildcard", issuing.issue({ names: ["*.bank.example"] }), { name: "www.bank.example" }),
    good("an address", issuing.issue({ addresses: ["192.0.2.7"] }), { name: "192.0.2.7" }),
    good(
      "an authority for some domains",
      root.intermediate("For banks", { permittedDomains: ["bank.example"] }).issue(bank),
    ),
    {
      what: "a client",
      chain: root.issue({ commonName: "alice", extendedKeyUsage: ["clientAuth"] }).chain,
      anchor: root.certificate,
      purpose: "clientAuth",
      broken: [],
      openssl: "valid",
    },
    bad(
      "expired",
      issuing.issue({ ...bank, notBefore: NOW - 90 * DAY, notAfter: NOW - DAY }).chain,
      "validity",
      /certificate has expired/,
    ),
    bad(
      "not valid yet",
      issuing.issue({ ...bank, notBefore: NOW + DAY, notAfter: NOW + 90 * DAY }).chain,
      "validity",
      /not yet valid/,
    ),
    bad("for another name", plain.chain, "name", /hostname mismatch/i, { name: "shop.example" }),
    bad("an unknown root", stranger.issue(bank).chain, "anchor", /local issuer certificate/),
    bad("no intermediate", plain.chain.slice(0, 1), "anchor", /local issuer certificate/),
    bad(
      "a signature with one bit changed",
      issuing.issue({ ...bank, editSignature: broken }).chain,
      "signature",
      /signature failure/,
    ),
    bad("issued by a server", shop.issue(bank).chain, "basicConstraints", /invalid CA certificate/),
    bad("one authority too many", deep.issue(bank).chain, "pathLength", /path length/),
    bad(
      "a name for which the authority may not sign",
      root.intermediate("For shops", { permittedDomains: ["shop.example"] }).issue(bank).chain,
      "nameConstraints",
      /permitted subtree violation/,
    ),
    bad(
      "a name with a zero byte in it",
      root.issue({ names: ["bank.example\0.shop.example"], commonName: "shop.example" }).chain,
      "name",
      /hostname mismatch/i,
    ),
    bad(
      "a root's key on another curve",
      spoofed(root.certificate, bank, tools).chain,
      "signature",
      /signature failure/,
    ),
    bad(
      "for clients only",
      issuing.issue({ ...bank, extendedKeyUsage: ["clientAuth"] }).chain,
      "extendedKeyUsage",
      /unsuitable certificate purpose/,
    ),
    bad(
      "a short key",
      root.issue({ ...bank, key: rsaFixture("rsa-1024-weak") }).chain,
      "keyStrength",
      /too (weak|small)/,
    ),
    bad(
      "no subjectAltName",
      root.issue({ commonName: "bank.example" }).chain,
      "name",
      "not checked",
    ),
  ];
}

/** One bit of a signature changed, where it remains one by its form. */
function broken(signature: Bytes): Bytes {
  const other = signature.slice();
  other[other.length - 1]! ^= 1;
  return other;
}
