/** Sessions that go on, keys from elsewhere, and early data. */
import { fromHex, utf8 } from "../../../bytes/mod.ts";
import { seededRandom } from "../../../crypto/mod.ts";
import { generateTicketKey, noAntiReplay, type ServerConfig } from "../../../tls/mod.ts";
import { CipherSuite, NamedGroup, PskKeyExchangeMode } from "../../../wire/mod.ts";
import { type Case, ourClient, ourClientTwice, ourServer, ourServerTwice } from "../case.ts";
import { STACKS } from "../peers/peer.ts";
import { agree, converse, exchange, expectEqual, hellos, inTurn, type Talk } from "../talks.ts";

const { psk_ke } = PskKeyExchangeMode;
const { TLS_AES_256_GCM_SHA384 } = CipherSuite;

const weGoodbye: Talk = ({ ours }) => {
  ours.close();
  return Promise.resolve();
};
const resumed = inTurn(agree({ resumed: true, psk: "resumption" }), exchange, weGoodbye);

const TICKETS: Partial<ServerConfig> = {
  tickets: {
    keys: [generateTicketKey(seededRandom(1, "interop"))],
    lifetime: 3600,
    count: 2,
    maxEarlyData: 1000,
  },
};

/** openssl says of its own accord whether it went on from a session. */
const theySay = (text: string): Talk => ({ theirs }) => theirs.hear(text);

function sessions(): Case[] {
  return [
    ...STACKS.flatMap((peer) => [
      ourClientTwice(peer, "our client goes on from the peer's ticket", {
        talk: resumed,
        native: true,
      }),
      ourClientTwice(peer, "our client goes on from a ticket of SHA-384", {
        ours: () => ({ cipherSuites: [TLS_AES_256_GCM_SHA384] }),
        talk: resumed,
      }),
    ]),
    ourClientTwice("openssl", "the peer says that it goes on, too", {
      talk: inTurn(agree({ resumed: true }), theySay("Reused session-id"), exchange, weGoodbye),
    }),
    ourClientTwice("openssl", "a session goes on through a HelloRetryRequest", {
      ours: () => ({ shareGroups: [NamedGroup.x25519] }),
      theirs: () => ({ options: ["-groups", "P-384"] }),
      talk: inTurn(hellos(2), resumed),
    }),
    ourClientTwice("openssl", "a session goes on without Diffie-Hellman", {
      ours: () => ({ pskModes: [psk_ke] }),
      theirs: () => ({ options: ["-allow_no_dhe_kex"] }),
      talk: inTurn(agree({ resumed: true, group: "none" }), exchange, weGoodbye),
    }),
    ourServerTwice("openssl", "the peer goes on from our ticket", {
      ours: () => TICKETS,
      talk: inTurn(theySay("Reused, TLSv1.3"), resumed),
      native: true,
    }),
    ourServerTwice("openssl", "the peer goes on through our HelloRetryRequest", {
      ours: () => ({ ...TICKETS, groups: [NamedGroup.secp521r1] }),
      talk: inTurn(hellos(2), resumed),
    }),
    ourServerTwice("openssl", "the peer goes on without Diffie-Hellman", {
      ours: () => ({ ...TICKETS, pskModes: [psk_ke] }),
      theirs: () => ({ options: ["-allow_no_dhe_kex"] }),
      talk: inTurn(agree({ resumed: true, group: "none" }), exchange, weGoodbye),
    }),
  ];
}

const SECRET = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const externalPsks = [
  { identity: utf8("sensor 7"), secret: fromHex(SECRET), hash: "SHA-256" as const },
];
const theirPsk = () => ({ options: ["-psk", SECRET, "-psk_identity", "sensor 7"] });

function keysFromElsewhere(): Case[] {
  const talk = converse({ resumed: false, psk: "external" });
  return [
    ourClient("openssl", "a key from elsewhere in place of certificates", {
      ours: () => ({ externalPsks }),
      theirs: theirPsk,
      talk,
      native: true,
    }),
    ourServer("openssl", "a key from elsewhere in place of certificates", {
      ours: () => ({ externalPsks, chooseIdentity: () => undefined }),
      theirs: theirPsk,
      talk,
      native: true,
    }),
  ];
}

const EARLY = "3 early words\n";

/** The peer took our early data, or did not. */
export const taken = (accepted: boolean): Talk => async ({ ours }) => {
  const answer = await ours.until((pump) => pump.all("earlyData")[0], "a word about early data");
  expectEqual("whether early data were taken", answer.accepted, accepted);
};

/** The early data that we have read. */
export const weRead = (text: string): Talk => async ({ ours }) => {
  await ours.connected();
  const early = ours.all("applicationData").filter(({ early }) => early);
  const read = new TextDecoder().decode(early[0]?.data);
  expectEqual("our early data", read, text);
};

function earlyData(): Case[] {
  const ours = () => ({ earlyData: utf8(EARLY) });
  const options = ["-early_data", "-max_early_data", "1000"];
  return [
    ourClientTwice("openssl", "our early data are taken", {
      ours,
      theirs: () => ({ options }),
      talk: inTurn(theySay(EARLY), theySay("End of early data"), taken(true), resumed),
      native: true,
    }),
    ourClientTwice("openssl", "our early data are declined by a HelloRetryRequest", {
      ours,
      // Against copies it would forget the session as soon as it has read the first hello.
      theirs: () => ({ options: [...options, "-no_anti_replay", "-groups", "P-384"] }),
      talk: inTurn(taken(false), hellos(2), resumed),
    }),
    ourServerTwice("openssl", "the peer's early data are taken", {
      ours: () => ({ ...TICKETS, antiReplay: noAntiReplay() }),
      theirs: () => ({ earlyData: EARLY }),
      talk: inTurn(weRead(EARLY), theySay("Early data was accepted"), resumed),
      native: true,
    }),
    ourServerTwice("openssl", "the peer's early data are declined, and the session goes on", {
      ours: () => TICKETS,
      theirs: () => ({ earlyData: EARLY }),
      talk: inTurn(theySay("Early data was rejected"), resumed),
      native: true,
    }),
    ourServerTwice("openssl", "the peer's early data are declined with a HelloRetryRequest", {
      ours: () => ({ ...TICKETS, antiReplay: noAntiReplay(), groups: [NamedGroup.secp384r1] }),
      theirs: () => ({ earlyData: EARLY }),
      talk: inTurn(theySay("Early data was rejected"), resumed),
    }),
  ];
}

export const RESUMPTION: readonly Case[] = [
  ...sessions(),
  ...keysFromElsewhere(),
  ...earlyData(),
];
