import { type Bytes, decodeTrusted, hex } from "../../bytes/mod.ts";
import {
  bytesToInteger,
  type CryptoProvider,
  integerToBytes,
  rsaPublicOperation,
  ScriptedRandom,
  seededRandom,
} from "../../crypto/mod.ts";
import { CertificateVerify } from "../../wire/mod.ts";
import { keyLogKeys, readConnection } from "../passive/mod.ts";
import { signedContent, Transcript } from "../schedule/mod.ts";
import { HANDSHAKE_SCHEMES } from "../suites.ts";
import { type Case, octets } from "./cases.ts";
import { type Capture, serverKey, streamOf } from "./illustrated_tls_capture.ts";

const HEADER = 4;

/** The captured RSA-PSS signature, made anew with the salt that can be read from it. */
export function signatureCases(capture: Capture, crypto: CryptoProvider): Case[] {
  if (capture.pieces.servercertverify === undefined) return []; // TLS 1.2 draws nothing for its own
  const key = serverKey(capture, crypto);
  const { messages } = readConnection({
    toServer: streamOf(capture, "client"),
    toClient: streamOf(capture, "server"),
    crypto,
    keys: keyLogKeys(capture.keylog.join("\n")),
  });
  const at = messages.findIndex(({ name }) => name === "certificate_verify");
  const transcript = new Transcript(crypto);
  for (const { raw } of messages.slice(0, at)) transcript.add(raw);
  transcript.choose("SHA-384");
  const { algorithm, signature } = decodeTrusted(
    CertificateVerify,
    messages[at]!.raw.subarray(HEADER),
  );
  const scheme = HANDSHAKE_SCHEMES.get(algorithm)!.algorithm;
  if (scheme.type !== "rsa-pss") throw new SyntaxError("Cannot read a salt from that signature");
  const encoded = integerToBytes(
    rsaPublicOperation(key.publicKey, bytesToInteger(signature)),
    signature.length,
  );
  const salt = saltIn(encoded, crypto.hash(scheme.hash), scheme.saltLength);
  const again = crypto.sign(
    scheme,
    key,
    signedContent("server", transcript.digest()),
    new ScriptedRandom({ "rsa-pss salt": [salt] }, seededRandom(1, "blinding")),
  );
  const id = `${capture.id}/CertificateVerify, signed anew with its salt`;
  return [octets(id, hex(signature), again)];
}

/** The end of the block under the mask (RFC 8017 §9.1.1). */
function saltIn(
  encoded: Bytes,
  hash: ReturnType<CryptoProvider["hash"]>,
  saltLength: number,
): Bytes {
  const end = encoded.length - hash.length - 1;
  const seed = encoded.subarray(end, -1);
  const mask: number[] = [];
  for (let counter = 0; mask.length < end; counter++) {
    mask.push(...hash.digest(Uint8Array.of(...seed, 0, 0, 0, counter)));
  }
  const block = encoded.subarray(0, end).map((octet, i) => octet ^ mask[i]!);
  return block.subarray(end - saltLength);
}
