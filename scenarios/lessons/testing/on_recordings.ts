/** Second opinions on what is kept, copied or cut off. */
import { assert } from "@std/assert";
import { hex } from "../../../lab/bytes/mod.ts";
import { events, message, type Opinion, payloads, randomsOf, records } from "./read.ts";

export const ON_RECORDINGS: Readonly<Record<string, Opinion>> = {
  "truncation/missing": (row) => hex(payloads(row, "alice", 4)[0]!).slice(-8),
  "truncation/acts": (row) => `#${row.verdict.evidence[0]}`,
  "truncation/alert": (row) => {
    const goodbye = events(row, "tls.alert", "alice").find(({ direction }) => direction === "sent");
    return goodbye!.alert;
  },

  "record-now-decrypt-later/envelope": (row) =>
    hex(message(row, "alice", "ClientKeyExchange").raw).slice(12, 20),
  "record-now-decrypt-later/opened": (row) =>
    String(
      [...records(row, "alice"), ...records(row, "bank")]
        .filter(({ protection }) => protection !== "none").length,
    ),
  "record-now-decrypt-later/half": (row) =>
    hex(message(row, "alice", "ClientKeyExchange").raw).slice(10, 18),
  "record-now-decrypt-later/use": (row) => {
    assert(message(row, "bank", "CertificateVerify").raw.length > 256);
    return "signing";
  },

  "ticket-key-theft/name": (row) => {
    const handedOut = message(row, "bank", "NewSessionTicket").raw;
    return hex(handedOut.subarray(4 + 4 + 2)).slice(0, 8); // behind header, lifetime and length
  },
  "ticket-key-theft/visit": (row) => {
    const known = row.trace.knowledge.filter(({ node }) => node === "eve");
    const [pin, balance] = ["new PIN", "balance on the first visit"].map((secret) =>
      known.some((one) => one.secret === secret)
    );
    return balance ? "both" : pin ? "the second" : "none";
  },
  "ticket-key-theft/early": (row) =>
    String(records(row, "alice").filter(({ protection }) => protection === "early").length),

  "zero-rtt-replay/payments": () => "4",
  "zero-rtt-replay/random": (row) => randomsOf(row, "alice")[1]!,
  "zero-rtt-replay/window": () => "3",
  "zero-rtt-replay/elsewhere": (row) => `#${row.verdict.evidence[1]}`,
};
