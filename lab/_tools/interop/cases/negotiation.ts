/** Suites, groups, retries, names and application protocols. */
import { CipherSuite, NamedGroup } from "../../../wire/mod.ts";
import { type Case, ourClient, ourServer } from "../case.ts";
import { SERVER_NAME } from "../credentials.ts";
import { STACKS } from "../peers/peer.ts";
import { converse, hellos, inTurn, theyRefuse, weRefuse } from "../talks.ts";

const SUITES = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
] as const;

/** The groups with the names that openssl has for them. */
const OPENSSL_GROUPS = {
  x25519: "X25519",
  secp256r1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521",
};
type GroupLabel = keyof typeof OPENSSL_GROUPS;
const { x25519, secp256r1, secp384r1, secp521r1 } = NamedGroup;

function suites(): Case[] {
  return SUITES.flatMap((cipherSuite) => {
    const ours = () => ({ cipherSuites: [CipherSuite[cipherSuite]] });
    const theirs = () => ({ options: ["-ciphersuites", cipherSuite] });
    const talk = converse({ cipherSuite });
    return [
      ...STACKS.flatMap((peer) => [
        ourClient(peer, `${cipherSuite}, as we wish`, { ours, talk, native: true }),
        ourServer(peer, `${cipherSuite}, as we wish`, { ours, talk, native: true }),
      ]),
      ourClient("openssl", `${cipherSuite}, as the peer wishes`, { theirs, talk }),
      ourServer("openssl", `${cipherSuite}, as the peer wishes`, { theirs, talk }),
    ];
  });
}

function groups(): Case[] {
  return Object.entries(OPENSSL_GROUPS).flatMap(([label, name]) => {
    const group = label as GroupLabel;
    const ours = () => ({ groups: [NamedGroup[group]] });
    const theirs = () => ({ options: ["-groups", name] });
    const talk = inTurn(hellos(1), converse({ group }));
    return [
      ourClient("openssl", `group ${name}`, { ours, theirs, talk, native: true }),
      ourServer("openssl", `group ${name}`, { ours, theirs, talk, native: true }),
      // Deno's rustls has no P-521, and its clients send shares for the groups they like best.
      ...(group === "secp521r1" ? [] : [
        ourClient("rustls", `group ${name}`, { ours, talk }),
        ourServer("rustls", `group ${name}`, { ours, talk: converse({ group }) }),
      ]),
    ];
  });
}

function retries(): Case[] {
  const retried = (group: GroupLabel) => inTurn(hellos(2), converse({ group }));
  const cookie = Uint8Array.from({ length: 40 }, (_, i) => i);
  return [
    ...(["secp256r1", "secp384r1", "secp521r1"] as const).flatMap((group) => {
      const name = OPENSSL_GROUPS[group];
      return [
        ourClient("openssl", `HelloRetryRequest: we share X25519, the peer takes only ${name}`, {
          ours: () => ({ groups: [x25519, NamedGroup[group]] }),
          theirs: () => ({ options: ["-groups", name] }),
          talk: retried(group),
          native: group === "secp384r1",
        }),
        ourServer("openssl", `HelloRetryRequest: the peer shares X25519, we take only ${name}`, {
          ours: () => ({ groups: [NamedGroup[group]] }),
          theirs: () => ({ options: ["-groups", `X25519:${name}`] }),
          talk: retried(group),
          native: group === "secp384r1",
        }),
      ];
    }),
    ourServer("rustls", "HelloRetryRequest: we take only P-384, which the peer does not share", {
      ours: () => ({ groups: [secp384r1] }),
      talk: retried("secp384r1"),
      native: true,
    }),
    ourClient("rustls", "HelloRetryRequest: we share P-521, which the peer does not have", {
      ours: () => ({ groups: [secp521r1, secp256r1] }),
      talk: retried("secp256r1"),
      native: true,
    }),
    ...STACKS.flatMap((peer) => [
      ourClient(peer, "HelloRetryRequest: we share nothing at first", {
        ours: () => ({ shareGroups: [] }),
        talk: inTurn(hellos(2), converse()),
      }),
      ourServer(peer, "HelloRetryRequest: our cookie comes back", {
        ours: () => ({ cookie }),
        talk: inTurn(hellos(2), converse()),
      }),
      ourServer(peer, "HelloRetryRequest: cookie and group at once, without middlebox mode", {
        ours: () => ({ cookie, groups: [secp384r1], middleboxCompatibility: false }),
        talk: retried("secp384r1"),
      }),
    ]),
    ourClient("openssl", "HelloRetryRequest: the peer's cookie goes back", {
      // A server without memory meets every hello afresh, and s_server of 3.0 then trips over a
      // change_cipher_spec in front of the second one, even over that of its own s_client.
      ours: () => ({ middleboxCompatibility: false }),
      theirs: () => ({ options: ["-stateless"] }),
      talk: inTurn(hellos(2), converse()),
    }),
    ourClient("openssl", "we share two groups, the peer takes the second", {
      ours: () => ({ shareGroups: [x25519, secp384r1] }),
      theirs: () => ({ options: ["-groups", "P-384"] }),
      talk: inTurn(hellos(1), converse({ group: "secp384r1" })),
    }),
  ];
}

/** Nothing to agree on, and peers that could do less than we want. */
function misfits(): Case[] {
  const { TLS_AES_128_GCM_SHA256 } = CipherSuite;
  const chacha = () => ({ options: ["-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256"] });
  const aes = () => ({ cipherSuites: [TLS_AES_128_GCM_SHA256] });
  const p256 = () => ({ options: ["-groups", "P-256"] });
  const old = () => ({ versions: "TLS 1.2" } as const);
  const both = () => ({ versions: "TLS 1.2 and 1.3" } as const);
  return [
    ourClient("openssl", "no suite in common", {
      ...{ ours: aes, theirs: chacha, talk: theyRefuse("handshake_failure") },
    }),
    ourServer("openssl", "no suite in common", {
      ...{ ours: aes, theirs: chacha, talk: weRefuse("handshake_failure") },
    }),
    ourClient("openssl", "no group in common", {
      ours: () => ({ groups: [x25519] }),
      ...{ theirs: p256, talk: theyRefuse("handshake_failure") },
    }),
    ourServer("openssl", "no group in common", {
      ours: () => ({ groups: [x25519] }),
      ...{ theirs: p256, talk: weRefuse("handshake_failure") },
    }),
    ourClient("openssl", "no version in common", {
      ...{ theirs: old, talk: theyRefuse("protocol_version") },
    }),
    ourServer("openssl", "no version in common", {
      ...{ theirs: old, talk: weRefuse("protocol_version") },
    }),
    ourClient("openssl", "the peer could speak TLS 1.2 as well", { theirs: both }),
    ourServer("openssl", "the peer could speak TLS 1.2 as well", { theirs: both }),
  ];
}

function namesAndProtocols(): Case[] {
  const both = ["h2", "http/1.1"];
  return [
    ...STACKS.flatMap((peer) => [
      ourClient(peer, "ALPN: the peer chooses from two", {
        ours: () => ({ alpn: both }),
        theirs: () => ({ alpn: ["http/1.1"] }),
        talk: converse({ alpn: "http/1.1" }),
        native: true,
      }),
      ourServer(peer, "ALPN: we choose from two", {
        ours: () => ({ alpn: ["http/1.1", "h2"] }),
        theirs: () => ({ alpn: both }),
        talk: converse({ alpn: "http/1.1" }),
        native: true,
      }),
      ourServer(peer, "ALPN: nothing in common", {
        ours: () => ({ alpn: ["h2"] }),
        theirs: () => ({ alpn: ["http/1.1"] }),
        talk: weRefuse("no_application_protocol"),
      }),
      ourServer(peer, "SNI: we hear the name", { talk: converse({ serverName: SERVER_NAME }) }),
      ourServer(peer, "SNI: none for a bare address", {
        theirs: () => ({ serverName: null }),
        talk: converse({ serverName: undefined }),
      }),
      ourClient(peer, "the certificate is for a bare address", {
        ours: () => ({ serverName: "127.0.0.1" }),
      }),
      ourServer(peer, "SNI: no certificate for that name", {
        ours: () => ({ chooseIdentity: () => undefined }),
        talk: weRefuse("unrecognized_name"),
      }),
    ]),
    ourClient("openssl", "SNI: the peer hears the name", {
      // To a client that asks for no name it shows a certificate that we would not accept.
      theirs: ({ faulty, plain }) => ({
        identity: faulty["wrong name"],
        identityFor: { name: SERVER_NAME, identity: plain },
      }),
      native: true,
    }),
  ];
}

export const NEGOTIATION: readonly Case[] = [
  ...suites(),
  ...groups(),
  ...retries(),
  ...misfits(),
  ...namesAndProtocols(),
];
