import {
  badRecordMac,
  cbcMacThenEncrypt,
  fault,
  honestProtection,
  type ProtectionFactory12,
} from "../tls/mod.ts";
import type { Flaw } from "./flaw.ts";

/**
 * One alert for bad padding, another for a bad MAC, as TLS 1.0 had it. On the wire both are sealed
 * and equally long; whoever reads the log of the server, or its clock, has the difference.
 */
const saysWhichOne: ProtectionFactory12 = (context) => {
  const { suite: { cipher }, encryptThenMac } = context;
  if (cipher.kind !== "cbc" || encryptThenMac) return honestProtection(context);
  return cbcMacThenEncrypt(
    context,
    cipher,
    ({ sequence, wrong }) =>
      wrong === "padding"
        ? fault("paddingRefused", `Cannot open record ${sequence}: the padding is wrong`)
        : badRecordMac(sequence),
  );
};

/** A receiver of CBC records with two answers for what was wrong with them. */
export const tellPaddingFromMac: Flaw = {
  id: "tell-padding-from-mac",
  title: "Has an alert of its own for bad padding",
  seen: "Vaudenay, Security Flaws Induced by CBC Padding, EUROCRYPT 2002",
  breaks: "RFC 5246 §7.2.2: decryption_failed must not be sent",
  apply: (config) => ({
    ...config,
    seams: { ...config.seams, protectOlderRecords: saysWhichOne },
  }),
};
