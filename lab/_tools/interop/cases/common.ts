/**
 * What every stack can do besides openssl, whose cases are finer: suites, groups, certificates of
 * both ends, and refusals. What a program cannot be told is left out.
 */
import {
  CipherSuite,
  type CipherSuiteName,
  NamedGroup,
  ProtocolVersion,
} from "../../../wire/mod.ts";
import type { CommonConfig } from "../../../tls/mod.ts";
import { type Case, ourClient, ourServer } from "../case.ts";
import { type Credentials, KEY_KINDS, type KeyKind } from "../credentials.ts";
import { ALL_STACKS, type StackName, type Wishes } from "../peers/peer.ts";
import { converse, theyRefuse, weRefuse } from "../talks.ts";

type Version = "TLS 1.2" | "TLS 1.3";

/** A stack in a version. rustls has had its share of TLS 1.3 elsewhere. */
interface Place {
  readonly peer: StackName;
  readonly version: Version;
  /** Kinds of keys that its certificates and ours may have. */
  readonly kinds: readonly KeyKind[];
  readonly suites: readonly CipherSuiteName[];
}

const SUITES_13 = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
] as const satisfies readonly CipherSuiteName[];

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
  "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
  "TLS_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_RSA_WITH_AES_128_CBC_SHA",
  "TLS_RSA_WITH_AES_256_CBC_SHA256",
] as const satisfies readonly CipherSuiteName[];

const NO_EDWARDS = KEY_KINDS.filter((kind) => kind !== "Ed25519");

const PLACES: readonly Place[] = [
  { peer: "rustls", version: "TLS 1.2", kinds: KEY_KINDS, suites: AEADS },
  { peer: "gnutls", version: "TLS 1.2", kinds: KEY_KINDS, suites: [...AEADS, ...OTHERS] },
  { peer: "gnutls", version: "TLS 1.3", kinds: KEY_KINDS, suites: SUITES_13 },
  { peer: "nss", version: "TLS 1.2", kinds: NO_EDWARDS, suites: [...AEADS, ...OTHERS] },
  { peer: "nss", version: "TLS 1.3", kinds: NO_EDWARDS, suites: SUITES_13 },
];

/** Our end speaks one version, with one suite if that is said. */
function speaking(version: Version, suite?: CipherSuiteName): Partial<CommonConfig> {
  const versions = [ProtocolVersion[version]];
  return { versions, ...(suite && { cipherSuites: [CipherSuite[suite]] }) };
}

function them(version: Version): Wishes {
  return version === "TLS 1.2" ? { versions: version } : {};
}

function identityFor(suite: CipherSuiteName, { server }: Credentials) {
  return server[/RSA/.test(suite) ? "RSA-2048" : "ECDSA P-256"];
}

function suites({ peer, version, suites }: Place): Case[] {
  return suites.flatMap((cipherSuite) => {
    const talk = converse({ version, cipherSuite });
    return [
      ourClient(peer, `${version}: ${cipherSuite}`, {
        ours: () => speaking(version, cipherSuite),
        theirs: (credentials) => ({
          ...them(version),
          identity: identityFor(cipherSuite, credentials),
        }),
        talk,
        native: true,
      }),
      ourServer(peer, `${version}: ${cipherSuite}`, {
        ours: (credentials) => ({
          ...speaking(version, cipherSuite),
          chooseIdentity: () => identityFor(cipherSuite, credentials),
        }),
        theirs: () => them(version),
        talk,
        native: true,
      }),
    ];
  });
}

/** CBC without what RFC 7366 and RFC 7627 have added to it. */
function asItWas({ peer }: Place): Case[] {
  const [version, cipherSuite] = ["TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"] as const;
  const talk = converse({ version, cipherSuite });
  return (["extendedMainSecret", "encryptThenMac"] as const).flatMap((addition) => {
    const what = `${version}: CBC without ${addition}`;
    const plain = { ...speaking(version, cipherSuite), [addition]: false };
    return [
      ourClient(peer, what, {
        ours: () => plain,
        theirs: ({ server }) => ({ ...them(version), identity: server["RSA-2048"] }),
        talk,
      }),
      ourServer(peer, what, {
        ours: ({ server }) => ({ ...plain, chooseIdentity: () => server["RSA-2048"] }),
        theirs: () => them(version),
        talk,
      }),
    ];
  });
}

function groups({ peer, version }: Place): Case[] {
  const known = ["x25519", "secp256r1", "secp384r1", "secp521r1"] as const;
  // Deno's rustls has no P-521.
  return known.filter((group) => peer !== "rustls" || group !== "secp521r1").flatMap((group) => {
    const groups = [NamedGroup[group]];
    const talk = converse({ version, group });
    return [
      ourClient(peer, `${version}: group ${group}`, {
        ours: () => ({ ...speaking(version), groups }),
        theirs: ({ server }) => ({ ...them(version), identity: server["RSA-2048"] }),
        talk,
      }),
      ourServer(peer, `${version}: group ${group}`, {
        ours: ({ server }) => ({
          ...speaking(version),
          groups,
          chooseIdentity: () => server["RSA-2048"],
        }),
        theirs: () => them(version),
        talk,
      }),
    ];
  });
}

function certificates({ peer, version, kinds }: Place): Case[] {
  return kinds.flatMap((kind) => [
    ourClient(peer, `${version}: the peer's certificate: ${kind}`, {
      ours: () => speaking(version),
      theirs: ({ server }) => ({ ...them(version), identity: server[kind] }),
      native: true,
    }),
    ourServer(peer, `${version}: our certificate: ${kind}`, {
      ours: ({ server }) => ({ ...speaking(version), chooseIdentity: () => server[kind] }),
      theirs: () => them(version),
      native: true,
    }),
    ...(peer === "rustls" ? [] : [
      ourClient(peer, `${version}: our client certificate: ${kind}`, {
        ours: ({ client }) => ({ ...speaking(version), identity: client[kind] }),
        theirs: () => ({ ...them(version), clientCertificate: "require" }),
      }),
    ]),
    ourServer(peer, `${version}: the peer's client certificate: ${kind}`, {
      ours: () => ({ ...speaking(version), clientCertificate: "require" }),
      theirs: ({ client }) => ({ ...them(version), identity: client[kind], serverName: null }),
    }),
  ]);
}

const FAULTS = ["untrusted root", "wrong name", "expired"] as const;

/** The alert for each fault of a certificate. */
const ALERTS = {
  ours: ["unknown_ca", "bad_certificate", "certificate_expired"],
  rustls: ["unknown_ca", "bad_certificate", "certificate_expired"],
  // It judges in a callback, which has only one way of saying no.
  gnutls: ["bad_certificate", "bad_certificate", "bad_certificate"],
  nss: ["unknown_ca", "bad_certificate", "certificate_expired"],
} as const;

function refusals({ peer, version }: Place): Case[] {
  const theirs = () => them(version);
  if (peer === "openssl") return [];
  return [
    ...FAULTS.flatMap((fault, i) => [
      ourClient(peer, `${version}: we refuse the peer's certificate: ${fault}`, {
        ours: () => speaking(version),
        theirs: ({ faulty }) => ({ ...them(version), identity: faulty[fault] }),
        talk: weRefuse(ALERTS.ours[i]!),
      }),
      ourServer(peer, `${version}: the peer refuses our certificate: ${fault}`, {
        ours: ({ faulty }) => ({ ...speaking(version), chooseIdentity: () => faulty[fault] }),
        theirs,
        talk: theyRefuse(ALERTS[peer][i]!),
      }),
    ]),
    ourServer(peer, `${version}: asked for a certificate, the peer has none, and we insist`, {
      ours: () => ({ ...speaking(version), clientCertificate: "require" }),
      theirs,
      talk: weRefuse(version === "TLS 1.3" ? "certificate_required" : "handshake_failure"),
    }),
    ourServer(peer, `${version}: asked for a certificate, the peer has none, we do not mind`, {
      ours: () => ({ ...speaking(version), clientCertificate: "request" }),
      theirs,
    }),
    ...(version === "TLS 1.3" ? [] : [
      ourServer(peer, `${version}: no suite for our certificate`, {
        ours: () => speaking(version, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        theirs,
        talk: weRefuse("handshake_failure"),
      }),
      ourClient(peer, `${version}: no suite for the peer's certificate`, {
        ours: () => speaking(version, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        theirs,
        talk: theyRefuse("handshake_failure"),
      }),
    ]),
  ];
}

/** Both speak TLS 1.3 and 1.2, or one of them does. */
function versions(peer: StackName): Case[] {
  const [newer, older] = [ProtocolVersion["TLS 1.3"], ProtocolVersion["TLS 1.2"]];
  const pairs = [
    ["both speak TLS 1.2 and 1.3", [newer, older], "TLS 1.2 and 1.3", "TLS 1.3"],
    ["we speak TLS 1.2 only, and the peer both", [older], "TLS 1.2 and 1.3", "TLS 1.2"],
    ["we speak both, and the peer TLS 1.2 only", [newer, older], "TLS 1.2", "TLS 1.2"],
  ] as const;
  // rustls always speaks both.
  return pairs.filter(([, , theirs]) => peer !== "rustls" || theirs !== "TLS 1.2")
    .flatMap(([what, versions, theirs, version]) => {
      const plan = {
        ours: () => ({ versions }),
        theirs: () => ({ versions: theirs }),
        talk: converse({ version }),
      };
      return [ourClient(peer, what, plan), ourServer(peer, what, plan)];
    });
}

export const COMMON: readonly Case[] = [
  ...PLACES.flatMap((place) => [
    ...suites(place),
    ...(place.version === "TLS 1.3" || place.peer === "rustls" ? [] : asItWas(place)),
    ...groups(place),
    ...certificates(place),
    ...refusals(place),
  ]),
  ...ALL_STACKS.flatMap(versions),
];
