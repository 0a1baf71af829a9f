/** What a configuration adds: later certificates, exported keys, staples, GREASE, rarer algorithms. */
import { encode, fromHex, hex } from "../../../bytes/mod.ts";
import { withHybrid } from "../../../crypto/hybrid.ts";
import { nobleProvider } from "../../../crypto/noble.ts";
import {
  CertificateStatus,
  CertificateStatusType,
  CipherSuite,
  NamedGroup,
  ProtocolVersion,
} from "../../../wire/mod.ts";
import { type Case, ourClient, ourServer } from "../case.ts";
import { STACKS } from "../peers/peer.ts";
import { agree, converse, exchange, expectEqual, inTurn, type Talk, weLeave } from "../talks.ts";

/** The peer has answered a later request with so many certificates. */
const weAsk = (certificates: number): Talk => async ({ ours }) => {
  ours.requestCertificate();
  const answer = await ours.until((pump) => pump.all("authenticated")[0], "an answer");
  expectEqual("the length of the peer's chain", answer.certificates.length, certificates);
};

const theyAsk: Talk = async ({ ours, theirs }) => {
  await theirs.requestCertificate();
  await ours.until(
    (pump) => pump.messages("sent", "finished") === 2 || undefined,
    "a request for a certificate",
  );
};

function laterCertificates(): Case[] {
  return [
    ourServer("openssl", "we ask for a certificate after the handshake", {
      theirs: ({ client }) => ({ identity: client["ECDSA P-256"], options: ["-enable_pha"] }),
      talk: inTurn(agree(), exchange, weAsk(2), exchange, weLeave),
      native: true,
    }),
    ourServer("openssl", "asked after the handshake, the peer has no certificate", {
      theirs: () => ({ options: ["-enable_pha"] }),
      talk: inTurn(agree(), weAsk(0), exchange, weLeave),
    }),
    ourClient("openssl", "the peer asks for a certificate after the handshake", {
      ours: ({ client }) => ({ identity: client["ECDSA P-256"], postHandshakeAuth: true }),
      talk: inTurn(agree(), exchange, theyAsk, exchange, weLeave),
      native: true,
    }),
  ];
}

const LABEL = "EXPERIMENTAL lab";
/** Has openssl print exported keys. */
export const exporting = () => ({ options: ["-keymatexport", LABEL, "-keymatexportlen", "40"] });

/** Both ends have exported the same keys. */
export const sameKeys: Talk = async ({ ours, theirs }) => {
  const key = hex(ours.exportKeyingMaterial(LABEL, 40)).toUpperCase();
  await theirs.hear(`Keying material: ${key}`);
};

function exportedKeys(): Case[] {
  const plan = { theirs: exporting, talk: inTurn(agree(), sameKeys, exchange, weLeave) };
  return [
    ourClient("openssl", "both ends export the same keys", plan),
    ourServer("openssl", "both ends export the same keys", plan),
  ];
}

/** An OCSPResponse that says "try later" (RFC 6960 §4.2.1). */
export const TRY_LATER = fromHex("30030a0103");

/** The peer has stapled that response. */
export const stapled: Talk = async ({ ours }) => {
  await ours.connected();
  const statusType = CertificateStatusType.ocsp;
  const expected = hex(encode(CertificateStatus, { statusType, response: TRY_LATER }));
  const [staple] = ours.all("staple");
  expectEqual("the staple", staple && hex(staple.response), expected);
};

function staples(): Case[] {
  return [
    ourClient("openssl", "the peer staples an OCSP response", {
      ours: () => ({ ocspStapling: true }),
      theirs: () => ({ staple: TRY_LATER }),
      talk: inTurn(stapled, converse()),
    }),
    ourServer("openssl", "we staple an OCSP response", {
      ours: ({ server }) => ({
        chooseIdentity: () => ({ ...server["ECDSA P-256"], ocspStaple: TRY_LATER }),
      }),
      theirs: () => ({ options: ["-status"] }),
      talk: inTurn(
        agree(),
        ({ theirs }) => theirs.hear("Response Status: trylater (0x3)"),
        exchange,
        weLeave,
      ),
    }),
  ];
}

/** OpenSSL has judged so many promises, and found them good. */
const judged = (count: number): Talk => async ({ theirs }) => {
  await theirs.hear(`SCTs present (${count})`);
  await theirs.hear("validation status: valid");
};

/** The promises that came in the handshake were judged, and enough of them counted. */
const weJudged: Talk = async ({ ours }) => {
  await ours.connected();
  const checks = ours.all("check").flatMap((event) => event.checks)
    .filter(({ rule, ok }) => rule === "transparency" && ok);
  expectEqual("findings about promises", checks.length, 3);
};

function promises(): Case[] {
  const versions = [
    ["", {}, {}],
    ["TLS 1.2: ", { versions: [ProtocolVersion["TLS 1.2"]] }, { versions: "TLS 1.2" }],
  ] as const;
  return versions.flatMap(([prefix, ours, theirs]) => [
    ourServer("openssl", `${prefix}promises of logs inside our certificate`, {
      ours: ({ logged }) => ({ ...ours, chooseIdentity: () => logged }),
      theirs: ({ logs }) => ({ ...theirs, logs }),
      talk: inTurn(judged(2), exchange, weLeave),
    }),
    ourServer("openssl", `${prefix}promises of logs beside our certificate`, {
      ours: ({ promised }) => ({ ...ours, chooseIdentity: () => promised }),
      theirs: ({ logs }) => ({ ...theirs, logs }),
      talk: inTurn(judged(2), exchange, weLeave),
    }),
    ourServer("openssl", `${prefix}no promise of a log that the peer knows`, {
      ours: ({ promised }) => ({ ...ours, chooseIdentity: () => promised }),
      theirs: ({ client }) => ({
        ...theirs,
        logs: [{ name: "Stranger", key: client["ECDSA P-256"].key.publicKey }],
      }),
      talk: inTurn(
        ({ theirs }) => theirs.hear("validation status: unknown log"),
        exchange,
        weLeave,
      ),
    }),
    ourClient("openssl", `${prefix}the peer sends promises of logs`, {
      ours: ({ logs }) => ({ ...ours, transparency: { logs, timestamps: 2 } }),
      theirs: ({ promised }) => ({
        ...theirs,
        identity: promised,
        ...(promised.timestamps && { timestamps: promised.timestamps }),
      }),
      talk: inTurn(weJudged, exchange, weLeave),
    }),
  ]);
}

const CCM = ["TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_8_SHA256"] as const;

function algorithms(): Case[] {
  const crypto = withHybrid(nobleProvider());
  const groups = [NamedGroup.X25519MLKEM768];
  return [
    ...CCM.flatMap((name) => {
      // Short tags are below the level of security that openssl demands by itself.
      const options = ["-ciphersuites", name, "-cipher", "DEFAULT:@SECLEVEL=0"];
      const plan = {
        ours: () => ({ cipherSuites: [CipherSuite[name]] }),
        theirs: () => ({ options }),
        talk: converse({ cipherSuite: name }),
      };
      return [ourClient("openssl", name, plan), ourServer("openssl", name, plan)];
    }),
    ...STACKS.flatMap((peer) => [
      ourClient(peer, "GREASE in our hello", { ours: () => ({ grease: true }) }),
    ]),
    ourClient("rustls", "X25519MLKEM768", {
      ours: () => ({ crypto, groups }),
      talk: converse({ group: "X25519MLKEM768" }),
    }),
    ourServer("rustls", "X25519MLKEM768", {
      ours: () => ({ crypto, groups }),
      talk: converse({ group: "X25519MLKEM768" }),
    }),
  ];
}

export const OPTIONS: readonly Case[] = [
  ...laterCertificates(),
  ...exportedKeys(),
  ...staples(),
  ...promises(),
  ...algorithms(),
];
