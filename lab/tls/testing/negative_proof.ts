/** Certificates, signatures and MACs that prove nothing, from servers and clients, and what is later. */
import { type Codec, EMPTY, encode, utf8 } from "../../bytes/mod.ts";
import { rsaFixture, seededRandom } from "../../crypto/mod.ts";
import { selfSigned } from "../../pki/mod.ts";
import {
  HANDSHAKE_BODIES,
  type HandshakeName,
  HandshakeType,
  type NewSessionTicket,
  SignatureScheme,
} from "../../wire/mod.ts";
import type { Reason } from "../reason.ts";
import { HONEST_SEAMS } from "../seams.ts";
import { noble, NOW, type PairOptions, testRoot } from "../testing.ts";
import { flip, type NegativeCase, plus, spoilt, told, twice } from "./edit.ts";
import { type BodyOf, message, type Role } from "./stage.ts";

/** A client that judges no chain, to get at what comes behind. */
const CREDULOUS: PairOptions = {
  client: { seams: { ...HONEST_SEAMS, verifyChain: () => ({ ok: true, checks: [] }) } },
};
const alice = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });
const ALICE: PairOptions = {
  client: { identity: alice },
  server: { clientCertificate: "require" },
};

const from = <N extends HandshakeName>(victim: Role, name: N, usual: PairOptions = {}) =>
(
  what: string,
  reason: Reason,
  change: (body: BodyOf<N>) => BodyOf<N>,
  options: PairOptions = usual,
) => spoilt(victim, name, `to the ${victim}: ${what}`, reason, change, options);

const certificate = from("client", "certificate");
const verify = from("client", "certificate_verify");
const finished = from("client", "finished");
const clientCertificate = from("server", "certificate", ALICE);
const clientVerify = from("server", "certificate_verify", ALICE);
const clientFinished = from("server", "finished");

/** A client that must know whether the certificate was taken back, and whom nobody tells. */
const ANXIOUS: PairOptions = {
  client: {
    revocation: {
      ask: "nobody",
      withoutAnswer: "refuse",
      mustStaple: false,
      nonce: false,
      shortLife: 0,
    },
  },
};

/** A server whom the client has no reason to trust. */
const stranger = selfSigned({
  names: ["bank.example"],
  provider: noble,
  random: seededRandom(7, "stranger"),
  clock: () => NOW,
});

/** The leaf with a key of an algorithm that does not exist. */
const exoticKey = (der: Uint8Array): Uint8Array => {
  const copy = der.slice();
  const ecPublicKey = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
  const at = copy.findIndex((_, i) => ecPublicKey.every((octet, k) => copy[i + k] === octet));
  copy[at + 6] = 0x63;
  return copy;
};

export const AUTHENTICATION_CASES: readonly NegativeCase[] = [
  certificate("a context", "badCertificateContext", (body) => ({
    ...body,
    certificateRequestContext: Uint8Array.of(1),
  })),
  certificate("no certificate", "noServerCertificate", (body) => ({
    ...body,
    certificateList: [],
  })),
  certificate("no DER", "undecodableCertificate", (body) => ({
    ...body,
    certificateList: [{ certData: utf8("trust me"), extensions: [] }],
  })),
  certificate("no word about revocation", "statusRefused", (body) => body, ANXIOUS),
  certificate("an extension nobody asked for", "unsolicitedExtension", (body) => ({
    ...body,
    certificateList: body.certificateList.map(
      plus("signed_certificate_timestamp", Uint8Array.of(0, 3, 0, 1, 1)),
    ),
  })),
  certificate("a certificate of somebody else's making", "certificateRejected", (body) => ({
    ...body,
    certificateList: stranger.chain.map((certData) => ({ certData, extensions: [] })),
  })),
  certificate("a leaf without its issuer", "certificateRejected", (body) => ({
    ...body,
    certificateList: body.certificateList.slice(0, 1),
  })),
  certificate("another name", "certificateRejected", (body) => body, {
    client: { serverName: "mallory.example" },
  }),
  certificate("another key than the pinned one", "pinMismatch", (body) => body, {
    client: { pins: [new Uint8Array(32)] },
  }),
  certificate("a key of an unknown kind", "unsupportedCertificateKey", (body) => ({
    ...body,
    certificateList: body.certificateList.map((entry, i) =>
      i === 0 ? { ...entry, certData: exoticKey(entry.certData) } : entry
    ),
  }), CREDULOUS),
  certificate("a key that may not sign", "keyMayNotSign", (body) => body, {
    leaf: { keyUsage: ["keyAgreement"] },
  }),
  // The scheme fits the key, so nothing but the offer speaks against it.
  verify("a scheme that was not offered", "badSignatureScheme", (body) => ({
    ...body,
    algorithm: SignatureScheme.rsa_pss_rsae_sha384,
  }), {
    leaf: { key: rsaFixture("rsa-2048-a") },
    client: {
      signatureSchemes: [
        SignatureScheme.ecdsa_secp256r1_sha256,
        SignatureScheme.rsa_pss_rsae_sha256,
      ],
    },
  }),
  verify("PKCS#1 v1.5, which signs certificates only", "badSignatureScheme", (body) => ({
    ...body,
    algorithm: SignatureScheme.rsa_pkcs1_sha256,
  })),
  verify("a scheme of another kind of key", "badSignatureScheme", (body) => ({
    ...body,
    algorithm: SignatureScheme.rsa_pss_rsae_sha256,
  })),
  verify("a scheme of another curve", "badSignatureScheme", (body) => ({
    ...body,
    algorithm: SignatureScheme.ecdsa_secp384r1_sha384,
  })),
  verify("one wrong bit", "badSignature", (body) => ({ ...body, signature: flip(body.signature) })),
  verify("an empty signature", "badSignature", (body) => ({ ...body, signature: EMPTY })),
  finished("one wrong bit", "badFinished", (body) => ({ verifyData: flip(body.verifyData) })),
  finished("a byte less", "undecodable", (body) => ({ verifyData: body.verifyData.subarray(1) })),
  finished("nothing", "undecodable", () => ({ verifyData: EMPTY })),
  finished("a byte more", "undecodable", (body) => ({
    verifyData: Uint8Array.of(...body.verifyData, 0),
  })),
];

const post = <N extends "key_update" | "new_session_ticket">(name: N, body: BodyOf<N>) =>
  message(HandshakeType[name], encode(HANDSHAKE_BODIES[name] as Codec<unknown>, body));

const ticket: NewSessionTicket = {
  ticketLifetime: 60,
  ticketAgeAdd: 0,
  ticketNonce: EMPTY,
  ticket: utf8("ticket"),
  extensions: [],
};

export const CLIENT_AUTHENTICATION_CASES: readonly NegativeCase[] = [
  clientCertificate("a context", "badCertificateContext", (body) => ({
    ...body,
    certificateRequestContext: Uint8Array.of(1),
  })),
  clientCertificate("no certificate", "certificateRequired", (body) => ({
    ...body,
    certificateList: [],
  })),
  clientCertificate("no DER", "undecodableCertificate", (body) => ({
    ...body,
    certificateList: [{ certData: utf8("let me in"), extensions: [] }],
  })),
  clientCertificate("an extension nobody asked for", "unsolicitedExtension", (body) => ({
    ...body,
    certificateList: body.certificateList.map(plus("status_request", Uint8Array.of(1))),
  })),
  clientCertificate("a certificate of nobody's making", "certificateRejected", (body) => ({
    ...body,
    certificateList: stranger.chain.map((certData) => ({ certData, extensions: [] })),
  })),
  clientVerify("one wrong bit", "badSignature", (body) => ({
    ...body,
    signature: flip(body.signature),
  })),
  clientVerify("PKCS#1 v1.5", "badSignatureScheme", (body) => ({
    ...body,
    algorithm: SignatureScheme.rsa_pkcs1_sha256,
  })),
  clientFinished("one wrong bit", "badFinished", (body) => ({
    verifyData: flip(body.verifyData, 0),
  })),
  clientFinished("a byte less", "undecodable", (body) => ({
    verifyData: body.verifyData.subarray(1),
  })),
];

export const LATER_CASES: readonly NegativeCase[] = [
  told(
    "client",
    "CONNECTED",
    "a KeyUpdate that asks for 2",
    "badKeyUpdate",
    (stage) => stage.tell(post("key_update", { requestUpdate: 2 })),
  ),
  told(
    "server",
    "CONNECTED",
    "a KeyUpdate that asks for 255",
    "badKeyUpdate",
    (stage) => stage.tell(post("key_update", { requestUpdate: 255 })),
  ),
  told(
    "client",
    "CONNECTED",
    "a KeyUpdate of two bytes",
    "undecodable",
    (stage) => stage.tell(message(HandshakeType.key_update, Uint8Array.of(0, 0))),
  ),
  told(
    "client",
    "CONNECTED",
    "another message in the record of a KeyUpdate",
    "handshakeAcrossKeyChange",
    (stage) => {
      const update = post("key_update", { requestUpdate: 0 });
      stage.tell(Uint8Array.of(...update, ...update));
    },
  ),
  told(
    "client",
    "CONNECTED",
    "a ticket with an extension twice",
    "duplicateExtension",
    (stage) => stage.tell(post("new_session_ticket", twice(plus(0xeeee)(ticket)))),
  ),
  told(
    "client",
    "CONNECTED",
    "a ticket with a key_share",
    "misplacedExtension",
    (stage) => stage.tell(post("new_session_ticket", plus("key_share")(ticket))),
  ),
];
