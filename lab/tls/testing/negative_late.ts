/** Certificates after the handshake, and packed ones. */
import { type Bytes, concat, EMPTY, encode, zlibCompress } from "../../bytes/mod.ts";
import {
  Certificate,
  type CertificateRequest,
  CompressedCertificate,
  HANDSHAKE_BODIES,
  HandshakeType,
  makeExtension,
  signatureAlgorithms,
  SignatureScheme,
  statusRequest,
} from "../../wire/mod.ts";
import type { Reason } from "../reason.ts";
import { type PairOptions, testRoot } from "../testing.ts";
import { flip, minus, type NegativeCase, plus, spoilt, told } from "./edit.ts";
import { message, rewrite, type Role, Stage } from "./stage.ts";

const alice = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });
const LATE: PairOptions = { client: { identity: alice, postHandshakeAuth: true } };

const request: CertificateRequest = {
  certificateRequestContext: Uint8Array.of(1),
  extensions: [
    makeExtension(signatureAlgorithms, "certificate_request", [
      SignatureScheme.ecdsa_secp256r1_sha256,
    ]),
  ],
};
const asked = (body: CertificateRequest) =>
  message(HandshakeType.certificate_request, encode(HANDSHAKE_BODIES.certificate_request, body));

const late = (
  what: string,
  reason: Reason,
  body: CertificateRequest,
  options: PairOptions = LATE,
) => told("client", "CONNECTED", what, reason, (stage) => stage.tell(asked(body)), options);

/** The client answers a late request, and one of its messages is changed. */
function lateAnswer<N extends "certificate" | "certificate_verify" | "finished">(
  name: N,
  what: string,
  reason: Reason,
  change: Parameters<typeof rewrite<N>>[2],
): NegativeCase {
  const play = () => {
    const stage = new Stage("server", LATE).reach("CONNECTED").requestCertificate();
    return stage.tell(rewrite(name, stage.before(name).raw, change));
  };
  return { what: `late: ${what} in ${name}`, reason, play };
}

const PACKED: PairOptions = {
  client: { certificateCompression: true, identity: alice },
  server: { certificateCompression: true, clientCertificate: "require" },
};

const packed = (
  role: Role,
  what: string,
  reason: Reason,
  change: (body: CompressedCertificate) => CompressedCertificate,
) => spoilt(role, "compressed_certificate", `to the ${role}: ${what}`, reason, change, PACKED);

const empty = encode(Certificate, { certificateRequestContext: EMPTY, certificateList: [] });
const bomb = new Uint8Array(2 ** 17 + 1);
const holding = (plain: Bytes, length = plain.length) => () => ({
  algorithm: 1,
  uncompressedLength: length,
  compressedCertificateMessage: zlibCompress(plain),
});

export const LATE_REQUEST_CASES: readonly NegativeCase[] = [
  late("a request that we did not allow", "unexpectedMessage", request, {
    client: { identity: alice },
  }),
  late("a request without a context", "badCertificateContext", {
    ...request,
    certificateRequestContext: EMPTY,
  }),
  late(
    "a request without ways to sign",
    "missingExtension",
    minus("signature_algorithms")(request),
  ),
  late("a request with a key_share", "misplacedExtension", plus("key_share")(request)),
  packed("client", "another algorithm", "badCompressedCertificate", (body) => ({
    ...body,
    algorithm: 2,
  })),
  packed("client", "a length that is too small", "badCompressedCertificate", (body) => ({
    ...body,
    uncompressedLength: body.uncompressedLength - 1,
  })),
  packed("client", "a length that is too large", "badCompressedCertificate", (body) => ({
    ...body,
    uncompressedLength: body.uncompressedLength + 1,
  })),
  packed("client", "a length beyond all bounds", "badCompressedCertificate", holding(bomb)),
  packed("client", "more than its length says", "badCompressedCertificate", holding(bomb, 1000)),
  packed("client", "one wrong bit", "badCompressedCertificate", (body) => ({
    ...body,
    compressedCertificateMessage: flip(body.compressedCertificateMessage),
  })),
  packed("client", "no Certificate", "undecodable", holding(concat(empty, empty))),
  packed("client", "an empty list", "noServerCertificate", holding(empty)),
  spoilt(
    "client",
    "certificate",
    "a status that makes no sense",
    "undecodable",
    (body) => ({
      ...body,
      certificateList: body.certificateList.map(plus("status_request", Uint8Array.of(1))),
    }),
    { client: { ocspStapling: true } },
  ),
  told(
    "client",
    "WAIT_CERT_CR",
    "a packed certificate that was not offered to be unpacked",
    "unexpectedMessage",
    (stage) =>
      stage.tell(message(
        HandshakeType.compressed_certificate,
        encode(CompressedCertificate, holding(empty)()),
      )),
  ),
];

export const LATE_ANSWER_CASES: readonly NegativeCase[] = [
  lateAnswer("certificate", "another context", "badCertificateContext", (body) => ({
    ...body,
    certificateRequestContext: Uint8Array.of(1),
  })),
  lateAnswer("certificate", "an extension nobody asked for", "unsolicitedExtension", (body) => ({
    ...body,
    certificateList: body.certificateList.map(
      plus(
        "status_request",
        encode(statusRequest.in.certificate, {
          statusType: 1,
          response: Uint8Array.of(1),
        }),
      ),
    ),
  })),
  lateAnswer("certificate_verify", "one wrong bit", "badSignature", (body) => ({
    ...body,
    signature: flip(body.signature),
  })),
  lateAnswer("finished", "one wrong bit", "badFinished", ({ verifyData }) => ({
    verifyData: flip(verifyData),
  })),
  told(
    "server",
    "CONNECTED",
    "a certificate that nobody asked for",
    "unexpectedMessage",
    (stage) => stage.tell(message(HandshakeType.certificate, empty)),
  ),
  told(
    "server",
    "CONNECTED",
    "a packed certificate that nobody asked for",
    "unexpectedMessage",
    (stage) =>
      stage.tell(message(
        HandshakeType.compressed_certificate,
        encode(CompressedCertificate, holding(empty)()),
      )),
  ),
  packed("server", "a length that is too small", "badCompressedCertificate", (body) => ({
    ...body,
    uncompressedLength: body.uncompressedLength - 1,
  })),
];
