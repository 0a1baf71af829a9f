/** GnuTLS, where it is installed: both versions in both roles. Its server says back what it hears. */
import { CipherSuite, type CipherSuiteName, ProtocolVersion } from "../../../wire/mod.ts";
import { type Case, ourClient, ourServer } from "../case.ts";
import type { KeyKind } from "../credentials.ts";
import { agree, exchange, inTurn, type Talk } from "../talks.ts";

const SUITES: readonly (readonly ["TLS 1.2" | "TLS 1.3", CipherSuiteName])[] = [
  ["TLS 1.3", "TLS_AES_128_GCM_SHA256"],
  ["TLS 1.3", "TLS_AES_256_GCM_SHA384"],
  ["TLS 1.3", "TLS_CHACHA20_POLY1305_SHA256"],
  ["TLS 1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"],
  ["TLS 1.2", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"],
  ["TLS 1.2", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"],
  ["TLS 1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"],
  ["TLS 1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"],
  ["TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"],
  ["TLS 1.2", "TLS_RSA_WITH_AES_128_GCM_SHA256"],
  ["TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA"],
];

const versions = (version: "TLS 1.2" | "TLS 1.3") => [ProtocolVersion[version]];

/** What is said comes back. */
const echo: Talk = async ({ ours }) => {
  ours.send("1 hello from the lab\n");
  await ours.hear("1 hello from the lab\n");
};
const weGoodbye: Talk = ({ ours }) => {
  ours.close();
  return Promise.resolve();
};

function suites(): Case[] {
  return SUITES.flatMap(([version, cipherSuite]) => {
    const ours = { versions: versions(version), cipherSuites: [CipherSuite[cipherSuite]] };
    const kind: KeyKind = cipherSuite.includes("RSA") ? "RSA-2048" : "ECDSA P-256";
    const theirs = version === "TLS 1.2" ? { versions: version } : {};
    const agreed = agree({ version, cipherSuite, resumed: false });
    return [
      ourClient("gnutls", `${version} with ${cipherSuite}`, {
        ours: () => ours,
        theirs: ({ server }) => ({ ...theirs, identity: server[kind] }),
        talk: inTurn(agreed, echo, weGoodbye),
      }),
      ourServer("gnutls", `${version} with ${cipherSuite}`, {
        ours: ({ server }) => ({ ...ours, chooseIdentity: () => server[kind] }),
        theirs: () => theirs,
        talk: inTurn(agreed, exchange, weGoodbye),
      }),
    ];
  });
}

function clientCertificates(): Case[] {
  return (["TLS 1.2", "TLS 1.3"] as const).flatMap((version) => {
    const theirs = version === "TLS 1.2" ? { versions: version } : {};
    return (["RSA-2048", "ECDSA P-256"] as const).flatMap((kind) => [
      ourClient("gnutls", `${version}: our client shows ${kind}`, {
        ours: ({ client }) => ({ versions: versions(version), identity: client[kind] }),
        theirs: () => ({ ...theirs, clientCertificate: "require" }),
        talk: inTurn(agree({ version }), echo, weGoodbye),
      }),
      ourServer("gnutls", `${version}: the peer's client shows ${kind}`, {
        ours: () => ({ versions: versions(version), clientCertificate: "require" }),
        theirs: ({ client }) => ({ ...theirs, identity: client[kind] }),
        talk: inTurn(agree({ version }), exchange, weGoodbye),
      }),
    ]);
  });
}

export const GNUTLS: readonly Case[] = [...suites(), ...clientCertificates()];
