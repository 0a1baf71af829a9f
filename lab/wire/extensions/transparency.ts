/** Promises of logs in the handshake (RFC 6962 §3.3.1); `lab/pki/ct` judges them. */
import {
  type Bytes,
  type Codec,
  fixed,
  list,
  prefixed,
  registry,
  rest,
  struct,
  uint16,
} from "../../bytes/mod.ts";
import { SignatureScheme } from "../registry/groups_and_schemes.ts";
import { defineExtension } from "./definition.ts";
import { empty } from "./empty.ts";

/** The moment in milliseconds since 1970, as digits: nothing here reckons with it. */
const timestamp: Codec<Bytes> = {
  ...fixed(8),
  name: "uint64",
  show: (octets) => {
    const value = octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
    return `${value} ms since 1970`;
  },
};

/** What a promise looks like inside (RFC 6962 §3.2). */
const SignedCertificateTimestamp = struct("SignedCertificateTimestamp", {
  sctVersion: registry("Version", 1, { v1: 0 }),
  logId: fixed(32),
  timestamp,
  extensions: prefixed(2, rest),
  // The two octets of RFC 5246 §4.7 are numbered like the schemes of today.
  algorithm: SignatureScheme,
  signature: prefixed(2, rest),
});

/** One promise: octets that may be of a version to come, drawn as far as they make sense. */
const SerializedSct: Codec<Bytes> = {
  name: "SerializedSCT",
  read(reader) {
    const length = reader.field("length", uint16);
    if (length === 0) reader.fail("a timestamp of no bytes");
    reader.annotate("sct", SignedCertificateTimestamp, length);
    return reader.take(length);
  },
  write: (writer, sct) => prefixed(2, rest, { min: 1 }).write(writer, sct),
};

const timestamps = prefixed(2, list(SerializedSct), { min: 1 });

/** RFC 6962 §3.3.1. */
export const signedCertificateTimestamp = defineExtension("signed_certificate_timestamp", {
  client_hello: empty,
  server_hello: timestamps,
  certificate: timestamps,
  certificate_request: empty,
});
