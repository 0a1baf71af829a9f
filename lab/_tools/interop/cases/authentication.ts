/** Certificates of both ends, and their refusal. */
import { SignatureScheme } from "../../../wire/mod.ts";
import { type Case, ourClient, ourServer } from "../case.ts";
import { KEY_KINDS } from "../credentials.ts";
import { STACKS } from "../peers/peer.ts";
import { converse, expectEqual, inTurn, type Talk, theyRefuse, weRefuse } from "../talks.ts";

/** A certificate with every kind of key, from each end. */
function keys(): Case[] {
  return STACKS.flatMap((peer) =>
    KEY_KINDS.flatMap((kind) => [
      ourClient(peer, `the peer's certificate: ${kind}, with an intermediate`, {
        theirs: ({ server }) => ({ identity: server[kind] }),
        native: true,
      }),
      ourServer(peer, `our certificate: ${kind}, with an intermediate`, {
        ours: ({ server }) => ({ chooseIdentity: () => server[kind] }),
        native: true,
      }),
    ])
  );
}

const RSA_SCHEMES = ["rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384", "rsa_pss_rsae_sha512"] as const;

/** The server's CertificateVerify was made with this scheme. */
const signedWith = (scheme: number): Talk => async ({ ours }) => {
  await ours.connected();
  const message = ours.all("message").find(({ message }) => message === "certificate_verify")!;
  // Behind the header of four bytes.
  expectEqual("the scheme", (message.raw[4]! << 8) | message.raw[5]!, scheme);
};

/** CertificateVerify with every hash that RSA-PSS is used with, and the lack of a scheme. */
function schemes(): Case[] {
  return [
    ...STACKS.flatMap((peer) =>
      RSA_SCHEMES.flatMap((name) => {
        const scheme = SignatureScheme[name];
        const talk = inTurn(signedWith(scheme), converse());
        return [
          ourClient(peer, `the peer signs with ${name}`, {
            // The other one is for the certificates, which RSA-PSS does not sign.
            ours: () => ({ signatureSchemes: [scheme, SignatureScheme.rsa_pkcs1_sha256] }),
            theirs: ({ server }) => ({ identity: server["RSA-2048"] }),
            talk,
          }),
          ourServer(peer, `we sign with ${name}`, {
            ours: ({ server }) => ({
              chooseIdentity: () => server["RSA-2048"],
              signatureSchemes: [scheme],
            }),
            talk,
          }),
        ];
      })
    ),
    ourServer("openssl", "we have no key for the schemes that the peer accepts", {
      theirs: () => ({ options: ["-sigalgs", "RSA-PSS+SHA256"] }),
      talk: weRefuse("handshake_failure"),
    }),
    ourClient("openssl", "the peer has no key for the schemes that we accept", {
      ours: () => ({ signatureSchemes: [SignatureScheme.rsa_pss_rsae_sha256] }),
      talk: theyRefuse("handshake_failure"),
    }),
  ];
}

/** What ends a handshake because of the server's certificate, and the alert that fits. */
const FAULTS = [
  ["untrusted root", "unknown_ca"],
  ["wrong name", "bad_certificate"],
  ["expired", "certificate_expired"],
] as const;

function refusals(): Case[] {
  return FAULTS.flatMap(([fault, alert]) =>
    STACKS.flatMap((peer) => [
      ourClient(peer, `we refuse the peer's certificate: ${fault}`, {
        theirs: ({ faulty }) => ({ identity: faulty[fault] }),
        talk: weRefuse(alert),
        native: true,
      }),
      ourServer(peer, `the peer refuses our certificate: ${fault}`, {
        ours: ({ faulty }) => ({ chooseIdentity: () => faulty[fault] }),
        talk: theyRefuse(alert),
      }),
    ])
  );
}

/** The peer has shown so many certificates. */
function showed(chainLength: number): Talk {
  return async ({ ours }) => {
    await ours.connected();
    const chain = ours.all("check").find(({ subject }) => subject === "certificate chain");
    expectEqual("the length of the peer's chain", chain?.certificates.length ?? 0, chainLength);
  };
}

function clients(): Case[] {
  return [
    ...KEY_KINDS.flatMap((kind) => [
      ourClient("openssl", `our client certificate: ${kind}`, {
        ours: ({ client }) => ({ identity: client[kind] }),
        theirs: () => ({ clientCertificate: "require" }),
        native: kind === "RSA-2048",
      }),
      ...STACKS.map((peer) =>
        ourServer(peer, `the peer's client certificate: ${kind}`, {
          ours: () => ({ clientCertificate: "require" }),
          theirs: ({ client }) => ({ identity: client[kind], serverName: null }),
          talk: inTurn(showed(2), converse()),
          native: kind === "RSA-2048",
        })
      ),
    ]),
    ourClient("openssl", "asked for a certificate, we have none, and the peer does not mind", {
      theirs: () => ({ clientCertificate: "request" }),
    }),
    ourClient("openssl", "asked for a certificate, we have none, and the peer insists", {
      theirs: () => ({ clientCertificate: "require" }),
      talk: theyRefuse("certificate_required"),
    }),
    ourClient("openssl", "the peer does not know the root of our client certificate", {
      ours: ({ strangeClient }) => ({ identity: strangeClient }),
      theirs: () => ({ clientCertificate: "require" }),
      talk: theyRefuse("unknown_ca"),
    }),
    ...STACKS.flatMap((peer) => [
      ourServer(peer, "asked for a certificate, the peer has none, and we do not mind", {
        ours: () => ({ clientCertificate: "request" }),
      }),
      ourServer(peer, "asked for a certificate, the peer has none, and we insist", {
        ours: () => ({ clientCertificate: "require" }),
        talk: weRefuse("certificate_required"),
      }),
      ourServer(peer, "we do not know the root of the peer's client certificate", {
        ours: () => ({ clientCertificate: "require" }),
        theirs: ({ strangeClient }) => ({ identity: strangeClient, serverName: null }),
        talk: weRefuse("unknown_ca"),
      }),
    ]),
  ];
}

export const AUTHENTICATION: readonly Case[] = [
  ...keys(),
  ...schemes(),
  ...refusals(),
  ...clients(),
];
