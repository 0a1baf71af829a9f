/** TLS 1.2: every suite of the engine, certificates, sessions that go on, second handshakes. */
import { hex } from "../../../bytes/mod.ts";
import { seededRandom } from "../../../crypto/mod.ts";
import {
  type ClientConfig,
  generateTicketKey,
  type ServerConfig,
  type SessionCache,
  type SessionState,
  type TicketPolicy,
  TLS12_SUITES,
} from "../../../tls/mod.ts";
import { CipherSuite, ProtocolVersion } from "../../../wire/mod.ts";
import {
  type Case,
  ourClient,
  ourClientTwice,
  ourServer,
  ourServerTwice,
  type Plan,
} from "../case.ts";
import type { KeyKind } from "../credentials.ts";
import { opensslSuite } from "../peers/openssl_suite.ts";
import { STACKS } from "../peers/peer.ts";
import { agree, converse, exchange, inTurn, type Talk, weLeave } from "../talks.ts";

const VERSION = { versions: [ProtocolVersion["TLS 1.2"]] };
const THEIRS = { versions: "TLS 1.2" } as const;
const version = "TLS 1.2";

function suites(): Case[] {
  return TLS12_SUITES.flatMap(({ name, value, certificate, cipher }) => {
    const kind: KeyKind = certificate === "RSA" ? "RSA-2048" : "ECDSA P-256";
    const options = ["-cipher", opensslSuite(name)];
    const talk = converse({ version, cipherSuite: name, resumed: false });
    const pair = (what: string, more: Partial<ClientConfig & ServerConfig> = {}) => {
      const ours = { ...VERSION, cipherSuites: [value], ...more };
      return [
        ourClient("openssl", `${version} with ${name}${what}`, {
          ours: () => ours,
          theirs: ({ server }) => ({ ...THEIRS, identity: server[kind], options }),
          talk,
          native: true,
        }),
        ourServer("openssl", `${version} with ${name}${what}`, {
          ours: ({ server }) => ({ ...ours, chooseIdentity: () => server[kind] }),
          theirs: () => ({ ...THEIRS, options }),
          talk,
          native: true,
        }),
      ];
    };
    return [
      ...pair(""),
      ...(cipher.kind === "cbc" ? pair(", the MAC inside", { encryptThenMac: false }) : []),
    ];
  });
}

const KINDS: readonly KeyKind[] = ["RSA-2048", "ECDSA P-256", "Ed25519"];

function certificates(): Case[] {
  return STACKS.flatMap((peer) =>
    KINDS.flatMap((kind) => {
      // Deno's rustls takes no Ed25519 keys in PKCS #8 of the second version, and no CBC.
      if (peer === "rustls" && kind === "Ed25519") return [];
      return [
        ourClient(peer, `${version}: the server shows ${kind}`, {
          ours: () => VERSION,
          theirs: ({ server }) => ({ ...THEIRS, identity: server[kind] }),
          talk: converse({ version }),
        }),
        ourServer(peer, `${version}: we show ${kind}`, {
          ours: ({ server }) => ({ ...VERSION, chooseIdentity: () => server[kind] }),
          theirs: () => THEIRS,
          talk: converse({ version }),
        }),
        ...(peer === "rustls" ? [] : clientCertificates(kind)),
      ];
    })
  );
}

function clientCertificates(kind: KeyKind): Case[] {
  return [
    ourClient("openssl", `${version}: our client shows ${kind}`, {
      ours: ({ client }) => ({ ...VERSION, identity: client[kind] }),
      theirs: () => ({ ...THEIRS, clientCertificate: "require" }),
    }),
    ourServer("openssl", `${version}: the peer's client shows ${kind}`, {
      ours: () => ({ ...VERSION, clientCertificate: "require" }),
      theirs: ({ client }) => ({ ...THEIRS, identity: client[kind] }),
    }),
  ];
}

const tickets: TicketPolicy = {
  keys: [generateTicketKey(seededRandom(1, "interop of TLS 1.2"))],
  lifetime: 3600,
  count: 1,
  maxEarlyData: 0,
};

function memory(): SessionCache {
  const known = new Map<string, SessionState>();
  return {
    put: (id, state) => void known.set(hex(id), state),
    find: (id) => known.get(hex(id)),
  };
}

const weGoodbye: Talk = ({ ours }) => {
  ours.close();
  return Promise.resolve();
};
const resumed = inTurn(agree({ version, resumed: true }), exchange, weGoodbye);
const notResumed = inTurn(agree({ version, resumed: false }), exchange, weGoodbye);

function sessions(): Case[] {
  const NO_TICKET = { ...THEIRS, options: ["-no_ticket"] };
  const plans: readonly (readonly [string, Plan<ClientConfig>])[] = [
    ["by the peer's ticket", { ours: () => VERSION, theirs: () => THEIRS, talk: resumed }],
    ["by the peer's id", { ours: () => VERSION, theirs: () => NO_TICKET, talk: resumed }],
    ["without extended main secrets", {
      ours: () => ({ ...VERSION, extendedMainSecret: false }),
      theirs: () => THEIRS,
      talk: resumed,
    }],
    ["with a suite of CBC", {
      ours: () => ({
        ...VERSION,
        cipherSuites: [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384],
      }),
      theirs: () => THEIRS,
      talk: resumed,
    }],
  ];
  return [
    ...plans.map(([how, plan]) =>
      ourClientTwice("openssl", `${version}: our client goes on ${how}`, { ...plan, native: true })
    ),
    ourServerTwice("openssl", `${version}: the peer goes on by our ticket`, {
      ours: () => ({ ...VERSION, tickets }),
      theirs: () => THEIRS,
      talk: resumed,
      native: true,
    }),
    (() => {
      const sessionCache = memory();
      return ourServerTwice("openssl", `${version}: the peer goes on by our id`, {
        ours: () => ({ ...VERSION, sessionCache }),
        theirs: () => NO_TICKET,
        talk: resumed,
      });
    })(),
    ourServerTwice("openssl", `${version}: the peer begins anew where we have forgotten`, {
      ours: () => ({ ...VERSION, sessionCache: { put: () => {}, find: () => undefined } }),
      theirs: () => NO_TICKET,
      talk: notResumed,
    }),
  ];
}

function secondHandshakes(): Case[] {
  const willing = { ...VERSION, renegotiation: true };
  const handshakes = (count: number): Talk => async ({ ours }) => {
    const done = (pump: typeof ours) => pump.all("connected").length >= count || undefined;
    await ours.until(done, `${count} handshakes`);
  };
  return [
    ourServer("openssl", `${version}: the peer begins a second handshake`, {
      ours: () => willing,
      theirs: () => THEIRS,
      talk: inTurn(agree({ version }), exchange, beginAnew("R"), handshakes(2), exchange, weLeave),
    }),
    ourClient("openssl", `${version}: the peer asks for a second handshake`, {
      ours: () => willing,
      theirs: () => THEIRS,
      talk: inTurn(agree({ version }), exchange, beginAnew("r"), handshakes(2), exchange, weLeave),
    }),
    ourClient("openssl", `${version}: the peer asks for a certificate in a second handshake`, {
      ours: ({ client }) => ({ ...willing, identity: client["ECDSA P-256"] }),
      theirs: () => THEIRS,
      talk: inTurn(agree({ version }), exchange, beginAnew("R"), handshakes(2), exchange, weLeave),
    }),
  ];
}

/** `R` has a client renegotiate, and a server ask for a certificate in doing so; `r` without one. */
const beginAnew = (command: "R" | "r"): Talk => ({ theirs }) => theirs.beginAnew(command === "R");

function both(): Case[] {
  const versions = [ProtocolVersion["TLS 1.3"], ProtocolVersion["TLS 1.2"]];
  const alsoNewer = { versions, alpn: ["h2"] };
  const theirs = () => ({ ...THEIRS, alpn: ["h2"] });
  const talk = converse({ version, alpn: "h2" });
  return [
    ourClient("openssl", "we speak both versions, the peer TLS 1.2", {
      ours: () => alsoNewer,
      theirs,
      talk,
    }),
    ourServer("openssl", "we speak both versions, the peer TLS 1.2", {
      ours: () => alsoNewer,
      theirs,
      talk,
    }),
    ...STACKS.flatMap((peer) => [
      ourClient(peer, "both speak both versions", {
        ours: () => ({ versions }),
        theirs: () => ({ versions: "TLS 1.2 and 1.3" }),
        talk: converse({ version: "TLS 1.3" }),
      }),
      ourServer(peer, "both speak both versions", {
        ours: () => ({ versions }),
        theirs: () => ({ versions: "TLS 1.2 and 1.3" }),
        talk: converse({ version: "TLS 1.3" }),
      }),
    ]),
  ];
}

export const TLS12_CASES: readonly Case[] = [
  ...suites(),
  ...certificates(),
  ...sessions(),
  ...secondHandshakes(),
  ...both(),
];
