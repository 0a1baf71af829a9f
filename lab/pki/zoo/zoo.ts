import type { Bytes } from "../../bytes/mod.ts";
import { generateEcKey, rsaFixture } from "../../crypto/mod.ts";
import {
  type Authority,
  authority,
  type Identity,
  type IssueOptions,
  selfSigned,
} from "../authority/authority.ts";
import type { Tools } from "../authority/issue.ts";
import { issueLogged } from "../ct/issue.ts";
import { CertificateLog } from "../ct/log.ts";
import { issueRevocationList } from "../revocation/list.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { makeExtension } from "../x509/extension.ts";
import { distinguishedName } from "../x509/name.ts";
import type { Zoo, ZooCase } from "./case.ts";

const DAY = 86_400;
/**
 * What certificates here are good for, an hour of the past besides: the web allows 200 days.
 * `expired` is good for less, and `ten-years` for more.
 */
const LIFE = 199 * DAY;
/** When a visit is worth while: `expired` has expired by then, and everything else has not. */
export const ZOO_AGE = 100 * DAY;

/** What the CA/Browser Forum calls extended validation. */
const EXTENDED_VALIDATION = "2.23.140.1.1";

/** A host of the zoo. */
const hostOf = (id: string) => `${id}.zoo.example`;

/**
 * Issues the certificates that badssl.com shows (its groups Certificate, Known Bad and Certificate
 * Transparency), and one more, with keys and authorities of our own. All of them are issued now; go there when
 * `ZOO_AGE` has passed.
 */
export function certificateZoo(tools: Tools): Zoo {
  const { provider, random, clock } = tools;
  const now = clock();
  const notAfter = now + LIFE;
  const root = authority("Zoo Root", tools);
  const issuing = root.intermediate("Zoo Issuing", { pathLength: 0 });
  const logs = ["Ash Log", "Birch Log"].map((name) => ({
    name,
    log: new CertificateLog({
      provider,
      random,
      key: generateEcKey(provider, "P-256", random, `key of ${name}`),
      anchors: [root.certificate],
      clock: () => 1000 * clock(),
    }),
  }));
  const key = generateEcKey(provider, "P-256", random, "key of the zoo");
  const usual: IssueOptions = { names: ["*.zoo.example"], key, notAfter };
  const logged = (options: IssueOptions = {}, by: Authority = issuing) =>
    issueLogged(by, logs.map(({ log }) => log), { ...usual, ...options });
  const only = (id: string, options: IssueOptions = {}, by?: Authority) =>
    logged({ names: [hostOf(id)], ...options }, by);
  const cases: ZooCase[] = [];
  const show = (shows: ZooCase["shows"], id: string, what: string, identity: Identity) =>
    cases.push({ id, host: hostOf(id), shows, what, identity });

  const sound = logged();
  show("good", "sha256", "signed with SHA-256", sound);
  show("bad", "expired", "its last day has passed", logged({ notAfter: now + ZOO_AGE - DAY }));
  show("bad", "wrong.host", "the star stands for one label only", sound);
  show("bad", "self-signed", "its own key has signed it", selfSigned({ ...tools, ...usual }));
  const stranger = authority("Some Stranger", tools);
  show("bad", "untrusted-root", "its root is nobody's", stranger.issue(usual));
  const revoked = only("revoked");
  show("bad", "revoked", "the authority has taken it back", revoked);
  show("bad", "pinning-test", "genuine, with a key that was not pinned", sound);
  show(
    "bad",
    "no-san",
    "its name stands on the label alone",
    only("no-san", {
      without: ["subjectAltName"],
    }),
  );
  show(
    "odd",
    "no-common-name",
    "there is no label",
    only("no-common-name", {
      subject: distinguishedName(["organizationName", "Zoo"]),
    }),
  );
  show(
    "odd",
    "no-subject",
    "it says nothing of its owner",
    only("no-subject", {
      subject: distinguishedName(),
    }),
  );
  show("odd", "incomplete-chain", "the intermediate was not sent", {
    ...sound,
    chain: sound.chain.slice(0, 1),
  });
  const weak = root.intermediate("Zoo SHA-1", {
    pathLength: 0,
    algorithm: { type: "ecdsa", hash: "SHA-1" },
  });
  show("bad", "sha1-intermediate", "signed with SHA-1 halfway up", logged({}, weak));
  for (const hash of ["SHA-384", "SHA-512"] as const) {
    const id = hash.toLowerCase().replace("-", "");
    show("good", id, `signed with ${hash}`, logged({ algorithm: { type: "ecdsa", hash } }));
  }
  const many = Array.from({ length: 999 }, (_, i) => `${i + 1}.zoo.example`);
  show(
    "good",
    "1000-sans",
    "it has a thousand names",
    logged({
      names: [hostOf("1000-sans"), ...many],
    }),
  );
  show("good", "ecc256", "a key on P-256", sound);
  show("good", "ecc384", "a key on P-384", only("ecc384", { key: "P-384" }));
  for (const bits of [2048, 4096] as const) {
    const rsa = rsaFixture(bits === 2048 ? "rsa-2048-a" : "rsa-4096");
    show("good", `rsa${bits}`, `an RSA key of ${bits} bits`, only(`rsa${bits}`, { key: rsa }));
  }
  show(
    "good",
    "extended-validation",
    "somebody has looked at papers",
    only("extended-validation", {
      extensions: [makeExtension("certificatePolicies", [{
        policyIdentifier: EXTENDED_VALIDATION,
        policyQualifiers: undefined,
      }])],
    }),
  );
  show(
    "bad",
    "no-sct",
    "no log knows of it",
    issuing.issue({
      ...usual,
      names: [hostOf("no-sct")],
    }),
  );
  show(
    "bad",
    "invalid-expected-sct",
    "its promises are for another one",
    misplaced(sound, issuing, {
      ...usual,
      names: [hostOf("invalid-expected-sct")],
    }),
  );

  const delivered = [
    ["superfish", "Superfish, Inc."],
    ["edellroot", "eDellRoot"],
    ["dsdtestprovider", "DSDTestProvider"],
  ].map(([id, name]) => {
    const vendor = authority(name!, tools);
    show("bad", id!, "the root's key is on every machine it came with", vendor.issue(usual));
    return vendor.certificate;
  });
  for (const id of ["preact-cli", "webpack-dev-server"]) {
    const own = selfSigned({ ...tools, names: [hostOf(id)], notAfter });
    show("bad", id, "its private key is in a public package", own);
  }

  const tenYears = only("ten-years", { notAfter: now + 3_650 * DAY });
  show("bad", "ten-years", "ours, not badssl.com's: it holds for ten years", tenYears);

  return {
    cases,
    root: root.certificate,
    delivered,
    logs: logs.map(({ name, log }) => ({ name, key: log.publicKey })),
    revocationList: issueRevocationList(issuing, {
      number: 1,
      thisUpdate: now,
      nextUpdate: notAfter,
      revoked: [{ serialNumber: serialOf(revoked.chain[0]!), date: now + DAY }],
    }, tools),
    pin: {
      host: hostOf("pinning-test"),
      key: provider.hash("SHA-256").digest(keyInfoOf(stranger.certificate)),
    },
    absent: ABSENT,
  };
}

/** A certificate with the promises that logs have made for another one. */
function misplaced(other: Identity, by: Authority, options: IssueOptions): Identity {
  const read = readWritten(other.chain[0]!);
  const promises = read.extensions.filter(({ name }) => name === "signedCertificateTimestampList");
  return by.issue({ ...options, extensions: promises });
}

const serialOf = (der: Bytes) => readWritten(der).serialNumber;
const keyInfoOf = (der: Bytes) => readWritten(der).subjectPublicKeyInfo.der;

function readWritten(der: Bytes) {
  const read = parseCertificate(der);
  if (!read.ok) throw new Error(`Cannot read a certificate just written: ${read.error}`);
  return read.value;
}

const ABSENT: Zoo["absent"] = [
  ["rsa8192", "a handshake with so long a key takes this lab seconds"],
  ["10000-sans", "as 1000-sans, with ten times as many names"],
  ["client, client-cert-missing", "about the client's own certificate: see mutual-tls"],
  ["captive-portal, mitm-software", "about the network around a client, as mitm is"],
];
