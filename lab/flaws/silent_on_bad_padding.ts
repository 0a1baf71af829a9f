import {
  badRecordMac,
  cbcMacThenEncrypt,
  Fault,
  honestProtection,
  type ProtectionFactory12,
} from "../tls/mod.ts";
import type { Flaw } from "./flaw.ts";

/**
 * Two ways out of one function: a bad MAC is answered, and bad padding ends in a part of the
 * program that only closes the connection. Alerts are encrypted, so an attacker could not tell two
 * of them apart; whether one comes at all, she can.
 */
const tellsByItsSilence: ProtectionFactory12 = (context) => {
  const { suite: { cipher }, encryptThenMac } = context;
  if (cipher.kind !== "cbc" || encryptThenMac) return honestProtection(context);
  return cbcMacThenEncrypt(context, cipher, ({ sequence, wrong }) => {
    if (wrong !== "padding") return badRecordMac(sequence);
    const detail = `Cannot open record ${sequence}: the padding is wrong`;
    return new Fault("paddingRefused", detail, "bad_record_mac", true);
  });
};

/** A receiver of CBC records that answers a bad MAC and hangs up at bad padding. */
export const silentOnBadPadding: Flaw = {
  id: "silent-on-bad-padding",
  title: "Answers a bad MAC with an alert, and bad padding by hanging up",
  seen: "Merget et al., Scalable Scanning and Automatic Classification of TLS Padding Oracle " +
    "Vulnerabilities, USENIX Security 2019",
  breaks: "RFC 5246 §6.2.3.2: a bad padding and a bad MAC look alike from outside",
  apply: (config) => ({
    ...config,
    seams: { ...config.seams, protectOlderRecords: tellsByItsSilence },
  }),
};
