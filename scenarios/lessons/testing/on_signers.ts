/** Second opinions on answers about who has signed: signatures verified anew. */
import { assertEquals } from "@std/assert";
import { concat, hex } from "../../../lab/bytes/mod.ts";
import { ecdsaVerifyOn, nistCurve } from "../../../lab/crypto/mod.ts";
import { ecdsaNumbersOf, explicitKeyOf, parseCertificate } from "../../../lab/pki/mod.ts";
import type { Run } from "../../../lab/scenario/mod.ts";
import { crypto } from "../../../lab/scenario/testing.ts";
import { certificate, events, message, type Opinion } from "./read.ts";

const HEADER = 4;

/** Whether the ServerKeyExchange that Alice gets is signed with the key in the certificate. */
function keyShareIsSigned(row: Run): boolean {
  const random = (from: string, name: string) => message(row, from, name).raw.subarray(6, 38);
  const body = message(row, "mallory", "ServerKeyExchange").raw.subarray(HEADER);
  const params = body.subarray(0, 4 + body[3]!);
  const signed = body.subarray(params.length);
  assertEquals(hex(signed.subarray(0, 2)), "0403", "ECDSA with SHA-256");
  const content = concat(random("alice", "ClientHello"), random("mallory", "ServerHello"), params);
  const { publicKey } = certificate(row, "alice");
  return crypto.verify({ type: "ecdsa", hash: "SHA-256" }, publicKey!, content, signed.subarray(4));
}

/** The key in the second certificate that Alice is shown, with the curve that stands there. */
function spoofedKey(row: Run) {
  const read = parseCertificate(events(row, "tls.check", "alice")[0]!.certificates[1]!);
  if (!read.ok) throw new Error(read.error);
  return explicitKeyOf(read.value.subjectPublicKeyInfo)!;
}

export const ON_SIGNERS: Readonly<Record<string, Opinion>> = {
  "goto-fail/failed": (row) => {
    const [atAlice, atMallory] = ["alice", "mallory"].map((node) =>
      events(row, "tls.check", node)[0]!.certificates.map(hex)
    );
    assertEquals(atAlice, atMallory, "what the bank shows");
    return "0";
  },
  "goto-fail/half": (row) => hex(message(row, "mallory", "ServerKeyExchange").raw).slice(16, 24),
  "goto-fail/rule": (row) => keyShareIsSigned(row) ? "none" : "signature",

  "curve-spoof/rule": (row) => {
    const { tbs, signature } = certificate(row, "alice");
    // The bank's own certificate is signed by the real root, Mallory's is not.
    const real = certificate(row, "mallory");
    assertEquals(real.issuer, certificate(row, "alice").issuer);
    const numbers = ecdsaNumbersOf(signature)!;
    const { curve, point } = spoofedKey(row);
    const digest = crypto.hash("SHA-256").digest(tbs);
    assertEquals(ecdsaVerifyOn(curve, point, digest, numbers), true);
    return ecdsaVerifyOn(nistCurve("P-256"), point, digest, numbers) ? "none" : "signature";
  },
  "curve-spoof/base": (row) =>
    spoofedKey(row).curve.base.x.toString(16).padStart(64, "0").slice(0, 8),
  "curve-spoof/private": (row) => {
    const { curve: { base }, point } = spoofedKey(row);
    return base.x === point.x && base.y === point.y ? "1" : "unknown";
  },
};
