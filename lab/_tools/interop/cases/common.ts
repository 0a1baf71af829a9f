/** TLS 1.2 as it should be spoken: suites, groups, certificates of both ends, and refusals. */
import {
  CipherSuite,
  type CipherSuiteName,
  NamedGroup,
  ProtocolVersion,
} from "../../../wire/mod.ts";
import type { CommonConfig } from "../../../tls/mod.ts";
import { type Case, ourClient, ourServer } from "../case.ts";
import { type Credentials, KEY_KINDS } from "../credentials.ts";
import { type StackName, STACKS } from "../peers/peer.ts";
import { converse, theyRefuse, weRefuse } from "../talks.ts";

const V12 = ProtocolVersion["TLS 1.2"];
const V13 = ProtocolVersion["TLS 1.3"];

const AEADS = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
] as const satisfies readonly CipherSuiteName[];

/** What rustls has never spoken. */
const OTHERS = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
  "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
  "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
  "TLS_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_RSA_WITH_AES_128_CBC_SHA",
  "TLS_RSA_WITH_AES_256_CBC_SHA256",
] as const satisfies readonly CipherSuiteName[];

/** Those that have no suites and certificates of their own in `tls12.ts`. */
const NEW = ["rustls"] as const satisfies readonly StackName[];

/** Our end speaks TLS 1.2 alone, with one suite if that is said. */
function speaking12(suite?: CipherSuiteName): Partial<CommonConfig> {
  return { versions: [V12], ...(suite && { cipherSuites: [CipherSuite[suite]] }) };
}

function identityFor(suite: CipherSuiteName, { server }: Credentials) {
  return server[suite.includes("ECDSA") ? "ECDSA P-256" : "RSA-2048"];
}

const version = "TLS 1.2";

function suites(): Case[] {
  return NEW.flatMap((peer) =>
    [...AEADS, ...(peer === "rustls" ? [] : OTHERS)].flatMap((cipherSuite) => {
      const what = `TLS 1.2: ${cipherSuite}`;
      const talk = converse({ version, cipherSuite });
      return [
        ourClient(peer, what, {
          ours: () => speaking12(cipherSuite),
          theirs: (credentials) => ({
            versions: version,
            identity: identityFor(cipherSuite, credentials),
          }),
          talk,
          native: true,
        }),
        ourServer(peer, what, {
          ours: (credentials) => ({
            ...speaking12(cipherSuite),
            chooseIdentity: () => identityFor(cipherSuite, credentials),
          }),
          theirs: () => ({ versions: version }),
          talk,
          native: true,
        }),
      ];
    })
  );
}

/** CBC without what RFC 7366 and RFC 7627 have added to it. */
function asItWas(): Case[] {
  const cipherSuite = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
  const talk = converse({ version, cipherSuite });
  return STACKS.filter((peer) => peer !== "rustls").flatMap((peer) =>
    (["extendedMainSecret", "encryptThenMac"] as const).flatMap((addition) => {
      const what = `TLS 1.2: CBC without ${addition}`;
      const plain = { ...speaking12(cipherSuite), [addition]: false };
      return [
        ourClient(peer, what, {
          ours: () => plain,
          theirs: ({ server }) => ({ versions: version, identity: server["RSA-2048"] }),
          talk,
        }),
        ourServer(peer, what, {
          ours: ({ server }) => ({ ...plain, chooseIdentity: () => server["RSA-2048"] }),
          theirs: () => ({ versions: version }),
          talk,
        }),
      ];
    })
  );
}

function groups(): Case[] {
  return STACKS.flatMap((peer) =>
    (["x25519", "secp256r1", "secp384r1", "secp521r1"] as const)
      .filter((group) => peer !== "rustls" || group !== "secp521r1")
      .flatMap((group) => {
        const groups = [NamedGroup[group]];
        const identity = ({ server }: Credentials) => server["RSA-2048"];
        const talk = converse({ version, group });
        return [
          ourClient(peer, `TLS 1.2: group ${group}`, {
            ours: () => ({ ...speaking12(), groups }),
            theirs: (credentials) => ({ versions: version, identity: identity(credentials) }),
            talk,
          }),
          ourServer(peer, `TLS 1.2: group ${group}`, {
            ours: (credentials) => ({
              ...speaking12(),
              groups,
              chooseIdentity: () => identity(credentials),
            }),
            theirs: () => ({ versions: version }),
            talk,
          }),
        ];
      })
  );
}

function certificates(): Case[] {
  return NEW.flatMap((peer) =>
    KEY_KINDS.flatMap((kind) => [
      ourClient(peer, `TLS 1.2: the peer's certificate: ${kind}`, {
        ours: () => speaking12(),
        theirs: ({ server }) => ({ versions: version, identity: server[kind] }),
        native: true,
      }),
      ourServer(peer, `TLS 1.2: our certificate: ${kind}`, {
        ours: ({ server }) => ({ ...speaking12(), chooseIdentity: () => server[kind] }),
        theirs: () => ({ versions: version }),
        native: true,
      }),
      ...(peer === "rustls" ? [] : [
        ourClient(peer, `TLS 1.2: our client certificate: ${kind}`, {
          ours: ({ client }) => ({ ...speaking12(), identity: client[kind] }),
          theirs: () => ({ versions: version, clientCertificate: "require" }),
        }),
      ]),
      ourServer(peer, `TLS 1.2: the peer's client certificate: ${kind}`, {
        ours: () => ({ ...speaking12(), clientCertificate: "require" }),
        theirs: ({ client }) => ({ versions: version, identity: client[kind], serverName: null }),
      }),
    ])
  );
}

const FAULTS = [
  ["untrusted root", "unknown_ca"],
  ["wrong name", "bad_certificate"],
  ["expired", "certificate_expired"],
] as const;

function refusals(): Case[] {
  return STACKS.flatMap((peer) => [
    ...FAULTS.flatMap(([fault, alert]) => [
      ourClient(peer, `TLS 1.2: we refuse the peer's certificate: ${fault}`, {
        ours: () => speaking12(),
        theirs: ({ faulty }) => ({ versions: version, identity: faulty[fault] }),
        talk: weRefuse(alert),
      }),
      ourServer(peer, `TLS 1.2: the peer refuses our certificate: ${fault}`, {
        ours: ({ faulty }) => ({ ...speaking12(), chooseIdentity: () => faulty[fault] }),
        theirs: () => ({ versions: version }),
        talk: theyRefuse(alert),
      }),
    ]),
    ourServer(peer, "TLS 1.2: asked for a certificate, the peer has none, and we insist", {
      ours: () => ({ ...speaking12(), clientCertificate: "require" }),
      theirs: () => ({ versions: version }),
      talk: weRefuse("handshake_failure"),
    }),
    ourServer(peer, "TLS 1.2: asked for a certificate, the peer has none, and we do not mind", {
      ours: () => ({ ...speaking12(), clientCertificate: "request" }),
      theirs: () => ({ versions: version }),
    }),
    ourServer(peer, "TLS 1.2: no suite in common", {
      // A key exchange that the certificate cannot sign for.
      ours: () => speaking12("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
      theirs: () => ({ versions: version }),
      talk: weRefuse("handshake_failure"),
    }),
    ourClient(peer, "TLS 1.2: no suite in common", {
      ours: () => speaking12("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
      theirs: () => ({ versions: version }),
      talk: theyRefuse("handshake_failure"),
    }),
  ]);
}

/** Both speak TLS 1.3 and 1.2, or one of them does. */
function versions(): Case[] {
  const both = () => ({ versions: [V13, V12] });
  return STACKS.flatMap((peer) => [
    ...(["TLS 1.3", "TLS 1.2"] as const).flatMap((newest) => {
      // rustls always speaks both.
      if (peer === "rustls" && newest === "TLS 1.2") return [];
      const plan = {
        ours: both,
        theirs: () => ({ versions: newest === "TLS 1.3" ? "TLS 1.2 and 1.3" as const : newest }),
        talk: converse({ version: newest }),
      };
      const what = `we speak TLS 1.2 and 1.3, and the peer up to ${newest}`;
      return [ourClient(peer, what, plan), ourServer(peer, what, plan)];
    }),
    ...[
      ourClient(peer, "we speak TLS 1.2 only, and the peer TLS 1.3 too", {
        ours: () => speaking12(),
        theirs: () => ({ versions: "TLS 1.2 and 1.3" as const }),
        talk: converse({ version }),
      }),
      ourServer(peer, "we speak TLS 1.2 only, and the peer TLS 1.3 too", {
        ours: () => speaking12(),
        theirs: () => ({ versions: "TLS 1.2 and 1.3" as const }),
        talk: converse({ version }),
      }),
    ],
  ]);
}

export const COMMON: readonly Case[] = [
  ...suites(),
  ...asItWas(),
  ...groups(),
  ...certificates(),
  ...refusals(),
  ...versions(),
];
