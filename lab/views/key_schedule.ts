/**
 * The ladder of RFC 9846 §7.1, or what TLS 1.2 has in its place, as data for a picture. Nothing is computed again: the secrets are
 * those that the engines reported, and what they did not report is said to be unknown.
 */
import { hex } from "../bytes/mod.ts";
import { suiteNamed } from "../tls/mod.ts";
import type { EventId, EventOf, NodeId, SecretId, Trace } from "../trace/mod.ts";
import { connectionId } from "./cost.ts";
import { CLIMBS, type Direction, type Place, PLACES, purposeOf, type RungName } from "./ladder.ts";
import { MAIN_SECRET_LABEL, olderClimbs, olderPlaces } from "./older_ladder.ts";
import { olderSuite } from "./older_parts.ts";
import { howText } from "./knowledge.ts";
import { drawnIn } from "./rounds.ts";

/** All keys of one connection, from the bottom of the ladder to the top. */
export interface KeySchedule {
  /** Names the connection in addresses: the first bytes of its ClientHello random. */
  readonly id: string;
  /** Hexadecimal digits. */
  readonly clientRandom: string;
  /** What each end calls the connection. */
  readonly ends: readonly { readonly node: NodeId; readonly connection: string }[];
  /** `TLS 1.2`, once an end had finished. */
  readonly version?: string;
  /** Whether it is a ladder of TLS 1.3, or what came before. */
  readonly ladder: "TLS 1.3" | "older";
  /** IANA name; the ends agree on it. */
  readonly cipherSuite: string;
  /** Hash function the ladder runs on. */
  readonly hash: string;
  /** IANA name of the group, once an end had finished. */
  readonly group?: string;
  readonly rungs: readonly Rung[];
  /** Secrets that took the place of others by KeyUpdate, in order. */
  readonly updates: readonly Taken[];
  /** Whether both ends derived the same of everything both derived. */
  readonly agreed: boolean;
}

/** One step of the ladder: an HKDF-Extract (in TLS 1.2 a use of the PRF), and the secrets taken from it. */
export interface Rung {
  readonly name: RungName;
  /** What enters it from the rung below. */
  readonly salt: string;
  /** What enters it from the side. */
  readonly input: string;
  /** The rung's own value stays inside the engines. */
  readonly unknown: string;
  readonly taken: readonly Taken[];
}

/** A secret taken from a rung. */
export interface Taken {
  /** In the ladder: `c hs traffic`. */
  readonly label: string;
  /** In a key log (RFC 9850): `CLIENT_HANDSHAKE_TRAFFIC_SECRET`. */
  readonly logLabel: string;
  readonly direction: Direction;
  /** The messages whose hash enters it: `ClientHello … ServerHello`. */
  readonly transcript: string;
  /** What its keys are for, in words. */
  readonly purpose: string;
  /** Its value; two where the ends did not derive the same; none where nobody reported it. */
  readonly values: readonly TakenValue[];
  /** Why there is no value. */
  readonly unknown?: string;
}

export interface TakenValue {
  readonly secret: SecretId;
  /** Hexadecimal digits. */
  readonly hex: string;
  /** The events by which engines reported it. */
  readonly events: readonly EventId[];
  /** Who is proved to know it at the end of the run, and how they came to. */
  readonly holders: readonly {
    readonly node: NodeId;
    readonly how: string;
    readonly event: EventId;
  }[];
}

type Derived = EventOf<"tls.secret">;

/** The ladder of every connection, those of tries that are folded aside, in the order in which they derived their first secret. */
export function keySchedule(trace: Trace): readonly KeySchedule[] {
  const drawn = drawnIn(trace);
  const connections = new Map<string, Derived[]>();
  for (const event of trace.events) {
    if (event.kind !== "tls.secret" || !drawn(event.id)) continue;
    const key = hex(event.clientRandom);
    const list = connections.get(key);
    if (list === undefined) connections.set(key, [event]);
    else list.push(event);
  }
  const connected = new Map(
    trace.events.flatMap((event) =>
      event.kind === "tls.connected" ? [[`${event.node} ${event.connection}`, event] as const] : []
    ),
  );
  const values = valuesOf(trace);
  return [...connections].map(([clientRandom, derived]) =>
    scheduleOf(clientRandom, derived, values, connected)
  );
}

type Values = (derived: readonly Derived[]) => readonly TakenValue[];

function scheduleOf(
  clientRandom: string,
  derived: readonly Derived[],
  values: Values,
  connections: ReadonlyMap<string, EventOf<"tls.connected">>,
): KeySchedule {
  const first = derived[0]!;
  const ends = new Map(derived.map(({ node, connection }) => [node, connection]));
  const connected = [...ends].map(([node, connection]) => connections.get(`${node} ${connection}`))
    .find((event) => event !== undefined);
  const { cipherSuite } = first;
  const byLabel = Map.groupBy(derived, ({ label }) => label);
  const take = (place: Place): Taken => takenAt(place, values(byLabel.get(place.logLabel) ?? []));
  const older = byLabel.has(MAIN_SECRET_LABEL);
  const suite = olderSuite(cipherSuite);
  const climbs = older ? olderClimbs(connected?.resumed === true) : CLIMBS;
  const places = older ? olderPlaces(suite) : PLACES;
  const rungs = climbs.map(({ name, salt, input, unknown }): Rung => ({
    name,
    salt,
    input: agreesOnKeys(name) && connected !== undefined && !(older && connected.resumed)
      ? `${input} (${connected.group})`
      : input,
    unknown,
    taken: places.filter(({ rung }) => rung === name).map(take),
  }));
  const updates = updatesOf(derived).map(take);
  const all = [...rungs.flatMap(({ taken }) => taken), ...updates];
  return {
    id: connectionId(first.clientRandom),
    clientRandom,
    ends: [...ends].map(([node, connection]) => ({ node, connection })),
    ...(connected !== undefined && { version: connected.version }),
    ladder: older ? "older" : "TLS 1.3",
    cipherSuite,
    hash: hashOf(cipherSuite, connected?.version),
    ...(connected !== undefined && { group: connected.group }),
    rungs,
    updates,
    agreed: all.every((taken) => taken.values.length < 2),
  };
}

/** Whether the result of the key agreement enters there. */
function agreesOnKeys(name: RungName): boolean {
  return name === "Handshake Secret" || name === "Premaster Secret";
}

/** The hash that the derivations run on; before TLS 1.2 it was always the same two. */
function hashOf(cipherSuite: string, version: string | undefined): string {
  const newer = suiteNamed(cipherSuite);
  if (newer !== undefined) return newer.hash;
  return version === undefined || version === "TLS 1.2"
    ? olderSuite(cipherSuite)?.hash ?? "unknown"
    : "MD5 and SHA-1";
}

function takenAt({ rung: _, absent, ...place }: Place, values: readonly TakenValue[]): Taken {
  return { ...place, values, ...(values.length === 0 && { unknown: absent }) };
}

/** `CLIENT_TRAFFIC_SECRET_1` and so on, as they were derived. */
function updatesOf(derived: readonly Derived[]): Place[] {
  const labels = new Set(derived.map(({ label }) => label));
  return [...labels].flatMap((logLabel) => {
    const [, side, count] = /^(CLIENT|SERVER)_TRAFFIC_SECRET_([1-9]\d*)$/.exec(logLabel) ?? [];
    if (side === undefined) return [];
    return [{
      rung: "Main Secret",
      label: "traffic upd",
      logLabel,
      direction: side === "CLIENT" ? "client to server" : "server to client",
      transcript: `none: it follows from ${side}_TRAFFIC_SECRET_${Number(count) - 1}`,
      purpose: purposeOf("application data", side === "CLIENT" ? "client" : "server"),
      absent: "nobody reported it",
    }];
  });
}

/** Looks up what was reported under a label: equal bytes have one entry in the ledger. */
function valuesOf(trace: Trace): Values {
  const bytes = new Map(trace.secrets.map((secret) => [secret.id, secret.bytes]));
  const holders = Map.groupBy(trace.knowledge, ({ secret }) => secret);
  return (derived) =>
    [...Map.groupBy(derived, ({ secret }) => secret)].map(([secret, events]) => ({
      secret,
      hex: hex(bytes.get(secret) ?? new Uint8Array()),
      events: events.map(({ id }) => id),
      holders: (holders.get(secret) ?? [])
        .map(({ node, how, event }) => ({ node, how: howText(how), event })),
    }));
}
