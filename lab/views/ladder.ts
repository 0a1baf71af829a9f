/** The ladder of RFC 9846 §7.1 in words: what enters each rung, and what is taken from it. */

export type RungName =
  | "Early Secret"
  | "Handshake Secret"
  | "Main Secret"
  // Up to TLS 1.2.
  | "Premaster Secret"
  | "Key Block";
export type Direction = "client to server" | "server to client" | "both";

/** A step of the ladder. */
export interface Climb {
  readonly name: RungName;
  readonly salt: string;
  readonly input: string;
  readonly unknown: string;
}

/** A secret that may be taken from a rung. */
export interface Place {
  readonly rung: RungName;
  readonly label: string;
  readonly logLabel: string;
  readonly direction: Direction;
  readonly transcript: string;
  readonly purpose: string;
  /** What to say when the trace has no value. */
  readonly absent: string;
}

const INSIDE = "its value never leaves the engines, so the trace does not have it";

export const CLIMBS: readonly Climb[] = [
  {
    name: "Early Secret",
    salt: "zeros",
    input: "the pre-shared key, or zeros when there is none",
    unknown: INSIDE,
  },
  {
    name: "Handshake Secret",
    salt: 'Derive-Secret(Early Secret, "derived", "")',
    input: "the shared secret of the key agreement",
    unknown: INSIDE,
  },
  {
    name: "Main Secret",
    salt: 'Derive-Secret(Handshake Secret, "derived", "")',
    input: "zeros",
    unknown: INSIDE,
  },
];

/** What the keys of a traffic secret do, in words (RFC 9846 §7.3). */
export function purposeOf(what: string, writer: "client" | "server"): string {
  const reader = writer === "client" ? "server" : "client";
  return `a key and an IV for ${what} that the ${writer} seals and the ${reader} opens`;
}

const NOT_CLIMBED = "nobody reported it: the handshake did not come so far";
const NO_EARLY_DATA = "nobody reported it: no early data was offered";
const NO_LABEL = "the engines keep it to themselves, and a key log has no label for it";

export const PLACES: readonly Place[] = [
  {
    rung: "Early Secret",
    label: "ext binder | res binder",
    logLabel: "—",
    direction: "client to server",
    transcript: "none",
    purpose: "proves knowledge of the pre-shared key in the ClientHello",
    absent: NO_LABEL,
  },
  {
    rung: "Early Secret",
    label: "c e traffic",
    logLabel: "CLIENT_EARLY_TRAFFIC_SECRET",
    direction: "client to server",
    transcript: "ClientHello",
    purpose: purposeOf("early data", "client"),
    absent: NO_EARLY_DATA,
  },
  {
    rung: "Early Secret",
    label: "e exp master",
    logLabel: "EARLY_EXPORTER_SECRET",
    direction: "both",
    transcript: "ClientHello",
    purpose: "keys for other protocols, before the handshake is over",
    absent: NO_EARLY_DATA,
  },
  {
    rung: "Handshake Secret",
    label: "c hs traffic",
    logLabel: "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
    direction: "client to server",
    transcript: "ClientHello … ServerHello",
    purpose: `${purposeOf("handshake messages", "client")}, and the MAC in its Finished`,
    absent: NOT_CLIMBED,
  },
  {
    rung: "Handshake Secret",
    label: "s hs traffic",
    logLabel: "SERVER_HANDSHAKE_TRAFFIC_SECRET",
    direction: "server to client",
    transcript: "ClientHello … ServerHello",
    purpose: `${purposeOf("handshake messages", "server")}, and the MAC in its Finished`,
    absent: NOT_CLIMBED,
  },
  {
    rung: "Main Secret",
    label: "c ap traffic",
    logLabel: "CLIENT_TRAFFIC_SECRET_0",
    direction: "client to server",
    transcript: "ClientHello … server Finished",
    purpose: purposeOf("application data", "client"),
    absent: NOT_CLIMBED,
  },
  {
    rung: "Main Secret",
    label: "s ap traffic",
    logLabel: "SERVER_TRAFFIC_SECRET_0",
    direction: "server to client",
    transcript: "ClientHello … server Finished",
    purpose: purposeOf("application data", "server"),
    absent: NOT_CLIMBED,
  },
  {
    rung: "Main Secret",
    label: "exp master",
    logLabel: "EXPORTER_SECRET",
    direction: "both",
    transcript: "ClientHello … server Finished",
    purpose: "keys for other protocols that want to be bound to this connection",
    absent: NOT_CLIMBED,
  },
  {
    rung: "Main Secret",
    label: "res master",
    logLabel: "—",
    direction: "both",
    transcript: "ClientHello … client Finished",
    purpose: "the pre-shared keys that tickets stand for",
    absent: NO_LABEL,
  },
];
