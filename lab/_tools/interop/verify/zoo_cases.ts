import { type CryptoProvider, seededRandom } from "../../../crypto/mod.ts";
import { certificateZoo, ZOO_AGE } from "../../../pki/mod.ts";
import { NOW, type VerifyCase } from "./cases.ts";

/** What is wrong with a case: the rule of the lab, and what `openssl verify` says of it. */
const WRONG: Readonly<Record<string, readonly [rule: string, openssl: RegExp | "not checked"]>> = {
  "expired": ["validity", /certificate has expired/],
  "wrong.host": ["name", /hostname mismatch/i],
  "self-signed": ["anchor", /self[- ]signed certificate/],
  "untrusted-root": ["anchor", /local issuer certificate/],
  "revoked": ["revocationLists", /certificate revoked/],
  // It still looks for names on the label where there are no others.
  "no-san": ["name", "not checked"],
  "incomplete-chain": ["anchor", /local issuer certificate/],
  "sha1-intermediate": ["signatureAlgorithm", /digest algorithm too weak/],
  // Its verify command knows no logs.
  "no-sct": ["transparency", "not checked"],
  "invalid-expected-sct": ["transparency", "not checked"],
  "superfish": ["anchor", /local issuer certificate/],
  "edellroot": ["anchor", /local issuer certificate/],
  "dsdtestprovider": ["anchor", /local issuer certificate/],
  "preact-cli": ["anchor", /self[- ]signed certificate/],
  "webpack-dev-server": ["anchor", /self[- ]signed certificate/],
};

/** The certificates of the zoo; none of them is judged by its key here, so `pinning-test` is good. */
export function zooCases(provider: CryptoProvider): readonly VerifyCase[] {
  const zoo = certificateZoo({ provider, random: seededRandom(1, "zoo"), clock: () => NOW });
  return zoo.cases.map(({ id, host, identity }) => {
    const [rule, openssl] = WRONG[id] ?? [];
    return {
      what: `zoo: ${id}`,
      chain: identity.chain,
      anchor: zoo.root,
      purpose: "serverAuth",
      name: host,
      at: NOW + ZOO_AGE,
      // The one that was taken back, and one that is not on the list.
      ...(["revoked", "sha256"].includes(id) && { revocationList: zoo.revocationList }),
      transparency: { logs: zoo.logs, timestamps: 2 },
      broken: rule === undefined ? [] : [rule],
      openssl: openssl === undefined
        ? "valid"
        : openssl === "not checked"
        ? openssl
        : { says: openssl },
    };
  });
}
