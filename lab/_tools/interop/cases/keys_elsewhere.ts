/** GnuTLS and NSS: keys that both ends have from elsewhere, heartbeats, staples. */
import { fromHex, utf8 } from "../../../bytes/mod.ts";
import { ProtocolVersion } from "../../../wire/mod.ts";
import { type Case, ourClient, ourServer } from "../case.ts";
import { agree, converse, exchange, inTurn, type Talk, weLeave } from "../talks.ts";
import { stapled, TRY_LATER } from "./options.ts";

const SECRET = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const IDENTITY = "sensor7";
const externalPsks = [
  { identity: utf8(IDENTITY), secret: fromHex(SECRET), hash: "SHA-256" as const },
];

function keys(): Case[] {
  const theirs = () => ({ options: ["-z", `0x${SECRET}:${IDENTITY}`] });
  const talk = converse({ resumed: false, psk: "external" });
  const chooseIdentity = () => undefined;
  return [
    // NSS's server shows its certificate nevertheless, also to openssl and to its own client.
    ourServer("nss", "a key from elsewhere in place of certificates", {
      ours: () => ({ externalPsks, chooseIdentity }),
      theirs,
      talk,
    }),
    ourServer("gnutls", "a key from elsewhere in place of certificates", {
      ours: () => ({ externalPsks, chooseIdentity }),
      theirs: () => ({
        options: [
          ...[`--pskusername=${IDENTITY}`, `--pskkey=${SECRET}`],
          "--priority=NORMAL:-VERS-ALL:+VERS-TLS1.3:+DHE-PSK:+ECDHE-PSK:+PSK",
        ],
      }),
      talk,
    }),
  ];
}

/** The echoing server of GnuTLS asks whether we are there when it hears this word. */
const theyAskIfWeLive: Talk = async ({ ours }) => {
  ours.send("**HEARTBEAT**\n");
  await ours.until(() => ours.incoming.count("heartbeat") > 0 || undefined, "a heartbeat");
  await ours.until(() => ours.outgoing.count("heartbeat") > 0 || undefined, "our answer");
};

function heartbeats(): Case[] {
  return [
    ourClient("gnutls", "TLS 1.2: the peer asks whether we live, and we answer", {
      ours: () => ({ versions: [ProtocolVersion["TLS 1.2"]], heartbeat: true }),
      theirs: () => ({ versions: "TLS 1.2", options: ["--heartbeat"] }),
      talk: inTurn(agree(), exchange, theyAskIfWeLive, exchange, weLeave),
    }),
  ];
}

function staples(): Case[] {
  return (["TLS 1.2", "TLS 1.3"] as const).map((version) =>
    ourClient("gnutls", `${version}: the peer staples an OCSP response`, {
      ours: () => ({ versions: [ProtocolVersion[version]], ocspStapling: true }),
      theirs: () => ({
        ...(version === "TLS 1.2" && { versions: version }),
        staple: TRY_LATER,
        options: ["--ignore-ocsp-response-errors"],
      }),
      talk: inTurn(stapled, converse({ version })),
    })
  );
}

export const KEYS_ELSEWHERE: readonly Case[] = [...keys(), ...heartbeats(), ...staples()];
