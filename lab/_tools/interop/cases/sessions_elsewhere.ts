/** GnuTLS and NSS: sessions that go on, early data, key updates, second handshakes, options. */
import { hex, utf8 } from "../../../bytes/mod.ts";
import { seededRandom } from "../../../crypto/mod.ts";
import {
  type ClientConfig,
  generateTicketKey,
  noAntiReplay,
  type ServerConfig,
  type SessionState,
} from "../../../tls/mod.ts";
import { ProtocolVersion } from "../../../wire/mod.ts";
import { type Case, ourClient, ourClientTwice, ourServer, ourServerTwice } from "../case.ts";
import type { Wishes } from "../peers/peer.ts";
import {
  agree,
  converse,
  exchange,
  exchangeBulk,
  handshakes,
  inTurn,
  type Talk,
  THEIR_LINE,
  theyLeave,
  weLeave,
} from "../talks.ts";
import { taken, weRead } from "./resumption.ts";

const PEERS = ["gnutls", "nss"] as const;
const VERSIONS = ["TLS 1.2", "TLS 1.3"] as const;
type Version = (typeof VERSIONS)[number];

function us(version: Version): Pick<ClientConfig, "versions"> {
  return { versions: [ProtocolVersion[version]] };
}

function them(version: Version): Wishes {
  return version === "TLS 1.2" ? { versions: version } : {};
}

function withTickets(version: Version): Partial<ServerConfig> {
  const keys = [generateTicketKey(seededRandom(1, "interop"))];
  return { ...us(version), tickets: { keys, lifetime: 3600, count: 2, maxEarlyData: 1000 } };
}

function withMemory(version: Version): Partial<ServerConfig> {
  const known = new Map<string, SessionState>();
  return {
    ...us(version),
    sessionCache: {
      put: (id, state) => void known.set(hex(id), state),
      find: (id) => known.get(hex(id)),
    },
  };
}

const weGoodbye: Talk = ({ ours }) => {
  ours.close();
  return Promise.resolve();
};
const goesOn = (version: Version) => inTurn(agree({ version, resumed: true }), exchange, weGoodbye);

function sessions(): Case[] {
  return PEERS.flatMap((peer) => [
    ...VERSIONS.flatMap((version) => [
      ourClientTwice(peer, `${version}: our client goes on from the peer's ticket`, {
        ours: () => us(version),
        theirs: () => them(version),
        talk: goesOn(version),
        native: true,
      }),
      ourServerTwice(peer, `${version}: the peer goes on from our ticket`, {
        ours: () => withTickets(version),
        theirs: () => them(version),
        talk: goesOn(version),
        native: true,
      }),
    ]),
    ourClientTwice(peer, "TLS 1.2: our client goes on by session id", {
      ours: () => ({ ...us("TLS 1.2"), sessionTickets: false }),
      theirs: () => ({ ...them("TLS 1.2"), tickets: false }),
      talk: goesOn("TLS 1.2"),
    }),
    ourServerTwice(peer, "TLS 1.2: the peer goes on by our session id", {
      ours: () => withMemory("TLS 1.2"),
      theirs: () => ({ ...them("TLS 1.2"), tickets: false }),
      talk: goesOn("TLS 1.2"),
    }),
  ]);
}

const EARLY = "3 early words\n\n";

const weSpeak: Talk = async ({ ours, theirs }) => {
  ours.send("1 hello from the lab\n");
  await theirs.hear("1 hello from the lab\n");
};

function earlyData(): Case[] {
  return PEERS.flatMap((peer) => [
    // NSS takes none in its first seconds, when it cannot know what was sent before it started.
    ourClientTwice(peer, `our early data are ${peer === "nss" ? "declined" : "taken"}`, {
      ours: () => ({ earlyData: utf8(EARLY) }),
      theirs: () => ({ maxEarlyData: 1000 }),
      talk: inTurn(taken(peer !== "nss"), agree({ resumed: true }), exchange, weGoodbye),
    }),
    ourServerTwice(peer, "the peer's early data are taken", {
      ours: () => ({ ...withTickets("TLS 1.3"), antiReplay: noAntiReplay() }),
      theirs: () => ({ earlyData: THEIR_LINE }),
      talk: inTurn(weRead(THEIR_LINE), goesOn("TLS 1.3")),
    }),
    ourServerTwice(peer, "the peer's early data are declined, and the session goes on", {
      ours: () => withTickets("TLS 1.3"),
      theirs: () => ({ earlyData: THEIR_LINE }),
      // What was declined, NSS's client does not say again.
      talk: inTurn(agree({ resumed: true }), peer === "nss" ? weSpeak : exchange, weGoodbye),
    }),
  ]);
}

const theirUpdate = (requestOurs: boolean): Talk => async ({ ours, theirs }) => {
  await theirs.updateKeys(requestOurs);
  await ours.until(
    (pump) => pump.messages("received", "key_update") > 0 || undefined,
    "a key update",
  );
};

const ourUpdate: Talk = ({ ours }) => {
  ours.updateKeys(true);
  return Promise.resolve();
};

function keyUpdates(): Case[] {
  const around = (...talks: readonly Talk[]) =>
    inTurn(agree(), exchange, ...talks, exchange, weLeave);
  return [
    ourServer("gnutls", "KeyUpdate: the peer changes its keys", {
      talk: around(theirUpdate(false)),
    }),
    ourServer("gnutls", "KeyUpdate: the peer changes its keys and asks for ours", {
      talk: around(theirUpdate(true)),
    }),
    ourClient("gnutls", "KeyUpdate: we change our keys and ask for theirs", {
      talk: around(ourUpdate),
    }),
    ...PEERS.map((peer) =>
      ourServer(peer, "KeyUpdate: we change our keys and ask for theirs", {
        talk: around(ourUpdate),
      })
    ),
  ];
}

/** Words that have the echoing server of GnuTLS do something. */
const weSay = (word: string): Talk => ({ ours }) => {
  ours.send(`${word}\n`);
  return Promise.resolve();
};

const beingAsked: Talk = async ({ ours }) => {
  await ours.until((pump) => pump.messages("sent", "finished") === 2 || undefined, "a request");
};

const theyBeginAgain: Talk = ({ theirs }) => theirs.beginAnew(false);
const weBeginAgain: Talk = ({ ours }) => {
  ours.renegotiate();
  return Promise.resolve();
};

function later(): Case[] {
  const willing = () => ({ ...us("TLS 1.2"), renegotiation: true });
  const theirs = () => them("TLS 1.2");
  const again = (...begin: readonly Talk[]) =>
    inTurn(agree(), exchange, ...begin, handshakes(2), exchange, weLeave);
  return [
    ourClient("gnutls", "TLS 1.2: the peer asks for a second handshake", {
      ours: willing,
      theirs,
      talk: again(weSay("**REHANDSHAKE**")),
    }),
    ourServer("gnutls", "TLS 1.2: the peer begins a second handshake", {
      ours: willing,
      theirs,
      talk: again(theyBeginAgain),
    }),
    ourServer("gnutls", "TLS 1.2: we ask for a second handshake", {
      ours: willing,
      theirs,
      talk: again(weBeginAgain),
    }),
    ourClient("gnutls", "the peer asks for a certificate after the handshake", {
      ours: ({ client }) => ({ identity: client["ECDSA P-256"], postHandshakeAuth: true }),
      talk: inTurn(agree(), exchange, weSay("**REAUTH**"), beingAsked, exchange, weLeave),
    }),
  ];
}

function dataAndGoodbyes(): Case[] {
  return PEERS.flatMap((peer) =>
    VERSIONS.flatMap((version) => {
      const bulk = inTurn(agree({ version }), exchangeBulk(2 ** 18), weLeave);
      const polite = inTurn(agree({ version }), exchange, theyLeave);
      const plan = { ours: () => us(version), theirs: () => them(version) };
      return [
        // NSS's server reads no more than a short request.
        ...(peer === "nss" ? [] : [
          ourClient(peer, `${version}: a quarter of a megabyte there and back`, {
            ...plan,
            talk: bulk,
          }),
        ]),
        ourServer(peer, `${version}: a quarter of a megabyte each way at once`, {
          ...plan,
          talk: bulk,
        }),
        // Told to end, NSS's client waits for the end of the other side.
        ...(peer === "nss" ? [] : [
          ourServer(peer, `${version}: close_notify from the peer`, { ...plan, talk: polite }),
        ]),
      ];
    })
  );
}

function protocols(): Case[] {
  return VERSIONS.flatMap((version) => {
    const plan = {
      ours: () => ({ ...us(version), alpn: ["http/1.1", "h2"] }),
      theirs: () => ({ ...them(version), alpn: ["http/1.1"] }),
      talk: converse({ version, alpn: "http/1.1" }),
    };
    return [
      ourClient("gnutls", `${version}: ALPN`, plan),
      ourServer("gnutls", `${version}: ALPN`, plan),
    ];
  });
}

export const ELSEWHERE: readonly Case[] = [
  ...sessions(),
  ...earlyData(),
  ...keyUpdates(),
  ...later(),
  ...dataAndGoodbyes(),
  ...protocols(),
];
