/** TLS 1.2: sessions that go on, second handshakes on one connection, data, goodbyes, options. */
import { seededRandom } from "../../../crypto/mod.ts";
import { type CommonConfig, generateTicketKey, type ServerConfig } from "../../../tls/mod.ts";
import { CipherSuite, ProtocolVersion } from "../../../wire/mod.ts";
import {
  type Case,
  ourClient,
  ourClientTwice,
  ourServer,
  ourServerTwice,
  type Plan,
} from "../case.ts";
import { exporting, sameKeys, stapled, TRY_LATER } from "./options.ts";
import { type StackName, STACKS } from "../peers/peer.ts";
import {
  agree,
  converse,
  exchange,
  exchangeBulk,
  expectEqual,
  handshakes,
  inTurn,
  type Talk,
  theyLeave,
  theyRefuse,
  weLeave,
  weRefuse,
} from "../talks.ts";

const versions = [ProtocolVersion["TLS 1.2"]];
const version = "TLS 1.2";
const them = () => ({ versions: version } as const);

/** The same with each of our roles; both ends speak TLS 1.2 alone. */
function bothRoles(peer: StackName, what: string, plan: Plan<CommonConfig> = {}): Case[] {
  const both: Plan<CommonConfig> = {
    ...plan,
    ours: (credentials) => ({ versions, ...plan.ours?.(credentials) }),
    theirs: (credentials) => ({ ...them(), ...plan.theirs?.(credentials) }),
  };
  return [
    ourClient(peer, `TLS 1.2: ${what}`, both),
    ourServer(peer, `TLS 1.2: ${what}`, both),
  ];
}

const weGoodbye: Talk = ({ ours }) => {
  ours.close();
  return Promise.resolve();
};

const goesOn = (resumed: boolean) => inTurn(agree({ version, resumed }), exchange, weGoodbye);

function withTickets(): Partial<ServerConfig> {
  const keys = [generateTicketKey(seededRandom(1, "interop"))];
  return { versions, tickets: { keys, lifetime: 3600, count: 1, maxEarlyData: 0 } };
}

function sessions(): Case[] {
  return [
    // rustls takes tickets only from servers that are told to hand them out; Deno's is not.
    ...STACKS.map((peer) =>
      ourClientTwice(peer, "TLS 1.2: our client goes on by session id", {
        ours: () => ({ versions, sessionTickets: false }),
        theirs: them,
        talk: goesOn(true),
        native: true,
      })
    ),
    ourServerTwice(
      "openssl",
      "TLS 1.2: the peer goes on from our ticket without an extended main secret",
      {
        ours: () => ({ ...withTickets(), extendedMainSecret: false }),
        theirs: them,
        talk: goesOn(true),
      },
    ),
  ];
}

const weBeginAgain: Talk = ({ ours }) => {
  ours.renegotiate();
  return Promise.resolve();
};
const theyBeginAgain: Talk = ({ theirs }) => theirs.beginAnew(false);

function renegotiations(): Case[] {
  const ours = () => ({ renegotiation: true });
  const again = (begin: Talk) =>
    inTurn(agree({ version }), exchange, begin, handshakes(2), exchange, weLeave);
  return [
    ourClient("openssl", "TLS 1.2: we begin a second handshake on the connection", {
      ours: () => ({ versions, ...ours() }),
      theirs: () => ({ ...them(), options: ["-client_renegotiation"] }),
      talk: again(weBeginAgain),
      native: true,
    }),
    ourServer("openssl", "TLS 1.2: we ask for a second handshake on the connection", {
      ours: () => ({ versions, ...ours() }),
      theirs: them,
      talk: again(weBeginAgain),
      native: true,
    }),
    ourClient("openssl", "TLS 1.2: asked for a second handshake, we decline", {
      ours: () => ({ versions }),
      theirs: them,
      talk: inTurn(agree({ version }), exchange, theyBeginAgain, async ({ ours }) => {
        const declined = () =>
          ours.all("alert").find(({ direction }) => direction === "sent")?.alert;
        expectEqual("our alert", await ours.until(declined, "our answer"), "no_renegotiation");
      }),
    }),
  ];
}

const { TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 } = CipherSuite;

function bulk(): Case[] {
  const talk = inTurn(agree({ version }), exchangeBulk(2 ** 18), weLeave);
  return STACKS.flatMap((peer) => [
    ...bothRoles(peer, "a quarter of a megabyte each way at once", { talk, native: true }),
    ...(peer === "rustls"
      ? []
      : [true, false].flatMap((encryptThenMac) =>
        bothRoles(peer, `the same with CBC, the MAC ${encryptThenMac ? "outside" : "inside"}`, {
          ours: () => ({ encryptThenMac, cipherSuites: [TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256] }),
          talk,
        })
      )),
  ]);
}

function goodbyes(): Case[] {
  const polite = inTurn(agree({ version }), exchange, theyLeave);
  return [
    ...STACKS.flatMap((peer) => bothRoles(peer, "close_notify from us")),
    ...bothRoles("rustls", "close_notify from the peer", { talk: polite }),
    ourServer("openssl", "TLS 1.2: close_notify from the peer", {
      ours: () => ({ versions }),
      theirs: them,
      talk: polite,
    }),
  ];
}

/** What both ends agree on in extensions of the hellos. */
function extensions(): Case[] {
  const protocols = ["http/1.1", "h2"];
  return [
    ...STACKS.flatMap((peer) =>
      bothRoles(peer, "ALPN", {
        ours: () => ({ alpn: protocols }),
        theirs: () => ({ alpn: ["http/1.1"] }),
        talk: converse({ version, alpn: "http/1.1" }),
      })
    ),
    ...bothRoles("openssl", "both ends export the same keys", {
      theirs: exporting,
      talk: inTurn(agree({ version }), sameKeys, exchange, weLeave),
    }),
    ourClient("openssl", "TLS 1.2: the peer staples an OCSP response", {
      ours: () => ({ versions, ocspStapling: true }),
      theirs: () => ({ ...them(), staple: TRY_LATER }),
      talk: inTurn(stapled, converse({ version })),
    }),
    ourServer("openssl", "TLS 1.2: we staple an OCSP response", {
      ours: ({ server }) => ({
        versions,
        chooseIdentity: () => ({ ...server["ECDSA P-256"], ocspStaple: TRY_LATER }),
      }),
      theirs: () => ({ ...them(), options: ["-status"] }),
      talk: inTurn(
        agree({ version }),
        ({ theirs }) => theirs.hear("Response Status: trylater (0x3)"),
        exchange,
        weLeave,
      ),
    }),
    ourServer("openssl", "TLS 1.2: the peer says that it has stepped down, and we mind", {
      ours: () => ({ versions: [ProtocolVersion["TLS 1.3"], ...versions] }),
      theirs: () => ({ ...them(), options: ["-fallback_scsv"] }),
      talk: weRefuse("inappropriate_fallback"),
    }),
    ourClient("openssl", "TLS 1.2: we say that we have stepped down, and the peer minds", {
      ours: () => ({ versions, fallback: true }),
      theirs: () => ({ versions: "TLS 1.2 and 1.3" }),
      talk: theyRefuse("inappropriate_fallback"),
    }),
  ];
}

export const SESSION_12: readonly Case[] = [
  ...sessions(),
  ...renegotiations(),
  ...bulk(),
  ...goodbyes(),
  ...extensions(),
];
