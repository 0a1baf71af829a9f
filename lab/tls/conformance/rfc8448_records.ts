import { type Bytes, decode, encode, fromHex } from "../../bytes/mod.ts";
import { parseCertificate } from "../../pki/mod.ts";
import {
  Certificate,
  CertificateVerify,
  ContentType,
  decodeInner,
  Handshake,
  HANDSHAKE_BODIES,
  HandshakeType,
  isHandshakeName,
  ProtocolVersion,
  Record as TlsRecord,
} from "../../wire/mod.ts";
import { aeadProtection, innerPlaintext, type RecordProtection } from "../record/protection.ts";
import { signedContent, trafficKeys } from "../schedule/mod.ts";
import { HANDSHAKE_SCHEMES } from "../suites.ts";
import { type Case, octets } from "./cases.ts";
import type { Epoch, Ladder } from "./rfc8448_ladder.ts";
import { secretOf } from "./rfc8448_schedule.ts";
import type { Side, Trace } from "./rfc8448_trace.ts";

const HEADER = 4;

/** Seals every payload to the printed record, and opens every record to the printed payload. */
export function recordCases(trace: Trace, ladder: Ladder): Case[] {
  const writers = new Map<Side, { protection: RecordProtection; sequence: number }>();
  return trace.steps.flatMap(({ side, action, values }, index) => {
    const epoch = /^derive write traffic keys for (early|handshake|application)/.exec(action)?.[1];
    if (epoch !== undefined) {
      writers.set(side, { protection: protect(side, epoch as Epoch, ladder), sequence: 0 });
    }
    const kind = /^send (\w+) record/.exec(action)?.[1];
    if (kind === undefined) return [];
    const id = `${trace.id}/step ${index}: ${action}`;
    const type = ContentType[kind as "handshake" | "alert" | "application_data"];
    const record = fromHex(values.complete_record!);
    const writer = writers.get(side);
    // The outer type tells whether a record is protected: change_cipher_spec never is.
    if (record[0] !== ContentType.application_data || writer === undefined) {
      return clearRecord(id, type, record, values);
    }
    const { protection } = writer;
    const sequence = writer.sequence++;
    const inner = protection.open(sequence, record);
    const content = inner && decodeInner(inner);
    return [
      octets(
        `${id}/sealed`,
        values.complete_record!,
        protection.seal(sequence, innerPlaintext(type, fromHex(values.payload!), 0)),
      ),
      octets(`${id}/opened`, values.payload!, content?.content),
      { id: `${id}/type`, expected: kind, got: ContentType.label(content?.type ?? -1) },
    ];
  });
}

function protect(side: Side, epoch: Epoch, ladder: Ladder): RecordProtection {
  const { kdf, conversation: { suite } } = ladder;
  const keys = trafficKeys(kdf, suite, secretOf(side, epoch, ladder));
  return aeadProtection(kdf.crypto, suite, keys);
}

function clearRecord(
  id: string,
  type: number,
  record: Bytes,
  values: Readonly<Record<string, string>>,
): Case[] {
  const read = decode(TlsRecord, record);
  // Only the very first record says TLS 1.0.
  const legacyRecordVersion = record[2] === 1
    ? ProtocolVersion["TLS 1.0"]
    : ProtocolVersion["TLS 1.2"];
  const fragment = fromHex(values.payload!);
  return [
    octets(
      `${id}/written`,
      values.complete_record!,
      encode(TlsRecord, { type, legacyRecordVersion, fragment }),
    ),
    octets(`${id}/read`, values.payload!, read.ok ? read.value.fragment : undefined),
  ];
}

/** Takes every printed message apart and puts it together again. */
export function messageCases(trace: Trace): Case[] {
  return trace.steps.flatMap(({ action, values }, index) => {
    const structure = /^construct an? (\w+) handshake message/.exec(action)?.[1];
    const raw = structure && values[structure];
    if (!raw || isPrefix(raw)) return [];
    const id = `${trace.id}/step ${index}: ${action}`;
    return [octets(`${id}/taken apart and put together`, raw, rewritten(fromHex(raw)))];
  });
}

/** The RFC prints a hello without its binders before it prints the binders. */
function isPrefix(raw: string): boolean {
  return raw.length / 2 < HEADER + parseInt(raw.slice(2, 8), 16);
}

function rewritten(raw: Bytes): Bytes | undefined {
  const message = decode(Handshake, raw);
  if (!message.ok) return undefined;
  const { msgType, body } = message.value;
  const name = HandshakeType.nameOf(msgType);
  if (!isHandshakeName(name)) return undefined;
  const codec = HANDSHAKE_BODIES[name];
  const value = decode<unknown>(codec, body);
  if (!value.ok) return undefined;
  return encode(Handshake, { msgType, body: encode(codec as never, value.value) });
}

/** Verifies each CertificateVerify with the key of the Certificate before it. */
export function signatureCases(trace: Trace, { conversation, kdf }: Ladder): Case[] {
  const { messages } = conversation;
  return messages.filter(({ name }) => name === "certificate_verify").map((message) => {
    const { from, raw, before } = message;
    const shown = messages.find((other) => other.from === from && other.name === "certificate")!;
    const verify = decode(CertificateVerify, raw.subarray(HEADER));
    const key = publicKeyIn(shown.raw.subarray(HEADER));
    const scheme = verify.ok ? HANDSHAKE_SCHEMES.get(verify.value.algorithm) : undefined;
    const ok = verify.ok && key !== undefined && scheme !== undefined && scheme.fits(key) &&
      kdf.crypto.verify(scheme.algorithm, key, signedContent(from, before), verify.value.signature);
    const got = ok ? "valid" : "not valid";
    return { id: `${trace.id}/CertificateVerify of the ${from}`, expected: "valid", got };
  });
}

/** The key of the first certificate in a Certificate message's body. */
export function publicKeyIn(body: Bytes) {
  const message = decode(Certificate, body);
  const leaf = message.ok ? message.value.certificateList[0] : undefined;
  const parsed = leaf && parseCertificate(leaf.certData);
  return parsed?.ok ? parsed.value.publicKey : undefined;
}
