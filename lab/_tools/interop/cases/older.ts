/** TLS 1.2 and older, with suites that nobody offers any more. SSL 3.0 is built into no peer. */
import { fromHex, hex, utf8 } from "../../../bytes/mod.ts";
import { ffdhe2048 } from "../../../crypto/mod.ts";
import {
  dhAnonWith,
  dhePskWith,
  legacyParts,
  legacySuite,
  TLS10,
  tls10,
  TLS11,
} from "../../../legacy/mod.ts";
import { type CommonConfig, type Dialect, type KeyExchange12, TLS12 } from "../../../tls/mod.ts";
import type { CipherSuiteName } from "../../../wire/mod.ts";
import { type Case, ourClient, ourServer } from "../case.ts";
import type { Credentials, KeyKind } from "../credentials.ts";
import { opensslSuite } from "../peers/openssl_suite.ts";
import type { Wishes } from "../peers/peer.ts";
import { converse } from "../talks.ts";

const PSK = { identity: utf8("meter 7"), secret: fromHex("8badf00d0123456789"), hash: "SHA-256" };

const ANY_AGE = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
  "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
  "TLS_RSA_WITH_AES_128_CBC_SHA",
  "TLS_DH_anon_WITH_AES_128_CBC_SHA",
  "TLS_ECDH_anon_WITH_AES_128_CBC_SHA",
  "TLS_PSK_WITH_AES_128_CBC_SHA",
  "TLS_DHE_PSK_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA",
  "TLS_RSA_WITH_NULL_MD5",
  "TLS_ECDHE_RSA_WITH_NULL_SHA",
] as const satisfies readonly CipherSuiteName[];

const ONLY_NOW = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_CCM",
  "TLS_DHE_RSA_WITH_AES_128_CCM_8",
  "TLS_RSA_WITH_NULL_SHA256",
  "TLS_DH_anon_WITH_AES_128_GCM_SHA256",
  "TLS_PSK_WITH_AES_256_GCM_SHA384",
  "TLS_PSK_DHE_WITH_AES_128_CCM_8",
  "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256",
] as const satisfies readonly CipherSuiteName[];

type Version = "TLS 1.0" | "TLS 1.1" | "TLS 1.2";

/** Our end: one version, one suite, and what both need. */
function speaking(dialect: Dialect, name: CipherSuiteName): Partial<CommonConfig> {
  const suite = legacySuite(name, shortGroup(name));
  return {
    versions: [dialect.version],
    cipherSuites: [suite.value],
    legacy: legacyParts({ dialects: [dialect], suites: [suite] }),
    externalPsks: [{ ...PSK, hash: "SHA-256" }],
  };
}

/** Without scruples, openssl's server takes 1024 bits where no certificate speaks for more. */
function shortGroup(name: CipherSuiteName): KeyExchange12 | undefined {
  if (name.startsWith("TLS_DH_anon")) return dhAnonWith(ffdhe2048, 1024);
  return /^TLS_(DHE_PSK|PSK_DHE)/.test(name) ? dhePskWith(ffdhe2048, 1024) : undefined;
}

/** Their end: Debian's openssl speaks of such things only when all of its scruples are off. */
function wishing(version: Version, name: CipherSuiteName, ...options: string[]): Wishes {
  return {
    versions: version,
    options: [
      ...["-cipher", `${opensslSuite(name)}:@SECLEVEL=0`],
      ...(/PSK/.test(name) ? ["-psk_identity", "meter 7", "-psk", hex(PSK.secret)] : []),
      ...options,
    ],
  };
}

function identityFor(name: CipherSuiteName, { server }: Credentials) {
  const kind: KeyKind = /ECDSA/.test(name) ? "ECDSA P-256" : "RSA-2048";
  return server[kind];
}

function pair(
  dialect: Dialect,
  name: CipherSuiteName,
  what: string,
  { ours = {}, theirs = [], native = false }: {
    readonly ours?: Partial<CommonConfig>;
    readonly theirs?: readonly string[];
    readonly native?: boolean;
  } = {},
): Case[] {
  const version = dialect.name as Version;
  const title = `${version} with ${name}${what}`;
  const talk = converse({ version, cipherSuite: name });
  const config = { ...speaking(dialect, name), ...ours };
  return [
    ourClient("openssl", title, {
      ours: () => config,
      theirs: (credentials) => ({
        ...wishing(version, name, ...theirs),
        identity: identityFor(name, credentials),
      }),
      talk,
      native,
    }),
    ourServer("openssl", title, {
      ours: (credentials) => ({
        ...config,
        chooseIdentity: () => identityFor(name, credentials),
      }),
      theirs: () => wishing(version, name, ...theirs),
      talk,
      native,
    }),
  ];
}

function clientCertificates(dialect: Dialect): Case[] {
  const version = dialect.name as Version;
  const name = "TLS_RSA_WITH_AES_128_CBC_SHA";
  return (["RSA-2048", "ECDSA P-256"] as const).flatMap((kind) => [
    ourClient("openssl", `${version}, our client shows ${kind}`, {
      ours: ({ client }) => ({ ...speaking(dialect, name), identity: client[kind] }),
      theirs: (credentials) => ({
        ...wishing(version, name),
        identity: identityFor(name, credentials),
        clientCertificate: "require",
      }),
    }),
    ourServer("openssl", `${version}, the peer's client shows ${kind}`, {
      ours: (credentials) => ({
        ...speaking(dialect, name),
        chooseIdentity: () => identityFor(name, credentials),
        clientCertificate: "require",
      }),
      theirs: ({ client }) => ({ ...wishing(version, name), identity: client[kind] }),
    }),
  ]);
}

const PLAIN = { extendedMainSecret: false, encryptThenMac: false };

export const OLDER: readonly Case[] = [
  ...[TLS12, TLS11, TLS10].flatMap((dialect) => ANY_AGE.flatMap((name) => pair(dialect, name, ""))),
  ...ONLY_NOW.flatMap((name) => pair(TLS12, name, "", { native: true })),
  ...[TLS11, TLS10].flatMap((dialect) => [
    ...pair(dialect, "TLS_RSA_WITH_AES_128_CBC_SHA", ", as it was at first", { ours: PLAIN }),
    ...clientCertificates(dialect),
  ]),
  ...pair(tls10({ splitRecords: true }), "TLS_RSA_WITH_AES_128_CBC_SHA", ", records split"),
];
