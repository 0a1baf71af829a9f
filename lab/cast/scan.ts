import { decode } from "../bytes/mod.ts";
import {
  type ClientConfig,
  HONEST_SEAMS,
  type LegacyParts,
  type PeerCheck,
  TLS12_SUITES,
  TLS13_SUITES,
} from "../tls/mod.ts";
import {
  type AlertName,
  CompressionMethod,
  HANDSHAKE_HEADER_LENGTH,
  ProtocolVersion,
  ServerHello,
} from "../wire/mod.ts";
import type { Client } from "./client.ts";
import type { Server } from "./server.ts";
import type { Session } from "./session.ts";
import type { Stage } from "./stage.ts";

/** What a scanner knows of a server, from connections alone. */
export interface Probed {
  /** Versions that it speaks, newest first: `TLS 1.3`. */
  readonly versions: readonly string[];
  /** Suites that it takes, in the order in which it chose among those left over. */
  readonly suites: readonly string[];
  /** What is wrong with the certificates that it shows. */
  readonly certificate: readonly PeerCheck[];
  /** Whether it notices a client that has tried something newer before (RFC 7507); absent without. */
  readonly noticesFallback?: boolean;
  /** Whether it lets anybody begin anew without naming the handshake before (RFC 5746). */
  readonly unboundRenegotiation: boolean;
  readonly compresses: boolean;
  /** Seconds for which it lets sessions go on; absent if it hands out none. */
  readonly ticketLifetime?: number;
  /** Connections that this took. */
  readonly probes: number;
}

/** Old things to try, which honest clients do not have. */
export interface ScanTools {
  /** Versions to ask for, newest first. */
  readonly versions: readonly string[];
  readonly legacy: LegacyParts;
}

type Probe = Partial<Omit<ClientConfig, "crypto">>;

/** Looks at any certificate, and remembers what an honest client would say to it. */
const CURIOUS = {
  ...HONEST_SEAMS,
  verifyChain: (...args: Parameters<typeof HONEST_SEAMS.verifyChain>) => ({
    ...HONEST_SEAMS.verifyChain(...args),
    ok: true,
  }),
};

/**
 * Finds out what a server takes, by offering one thing after the other and looking at its answers.
 * Nothing is read but what came over the wire.
 */
export function scan(
  stage: Stage,
  client: Client,
  server: Server,
  { versions, legacy }: ScanTools,
): Probed {
  let probes = 0;
  const { compression: _, ...plain } = legacy;
  const probe = (config: Probe): Session => {
    stage.round(`probes of ${server.name}`, ++probes);
    return client.connect(server, { config: { seams: CURIOUS, legacy: plain, ...config } });
  };
  const older = [...TLS12_SUITES, ...legacy.suites].map(({ value }) => value);
  const newer = TLS13_SUITES.map(({ value }) => value);

  const certificate: PeerCheck[] = [];
  const lifetimes: number[] = [];
  const looked = (session: Session): Session => {
    for (const event of session.reported) {
      if (event.kind !== "check" || event.subject !== "certificate chain") continue;
      if (certificate.length === 0) certificate.push(...event.checks.filter(({ ok }) => !ok));
    }
    lifetimes.push(...session.tickets.map(({ state }) => state.lifetime));
    return session;
  };
  const spoken = versions.filter((version) => {
    const number = versionNumber(version);
    const suites = version === "TLS 1.3" ? newer : older;
    return over(looked(probe({ versions: [number], cipherSuites: suites })));
  });

  const suites: string[] = [];
  const eldest = spoken.findLast((version) => version !== "TLS 1.3");
  for (const version of new Set([spoken.find((one) => one !== "TLS 1.3"), eldest])) {
    if (version === undefined) continue;
    for (let left = older; left.length > 0;) {
      const session = probe({ versions: [versionNumber(version)], cipherSuites: left });
      const chosen = agreedSuite(session);
      if (!over(session) || chosen === undefined) break;
      if (!suites.includes(chosen.name)) suites.push(chosen.name);
      left = left.filter((value) => value !== chosen.value);
    }
  }

  const twelve: Probe = { versions: [versionNumber("TLS 1.2")], cipherSuites: older };
  const before13 = spoken.includes("TLS 1.2");
  const compresses = before13 && compressing(probe({ ...twelve, legacy }));
  const [newest, second] = spoken;
  const noticesFallback = newest === undefined || second === undefined ? undefined : refuses(
    probe({ versions: [versionNumber(second)], cipherSuites: older, fallback: true }),
    "inappropriate_fallback",
  );
  const unbound = { ...twelve, renegotiation: true, secureRenegotiation: false };
  return {
    versions: spoken,
    suites,
    certificate,
    ...(noticesFallback !== undefined && { noticesFallback }),
    unboundRenegotiation: before13 && beginsAnew(probe(unbound)),
    compresses,
    ...(lifetimes.length > 0 && { ticketLifetime: Math.max(...lifetimes) }),
    probes,
  };
}

function versionNumber(name: string): number {
  const found = ProtocolVersion.entries.find(([known]) => known === name);
  if (found === undefined) throw new RangeError(`Cannot ask for "${name}": it is no version`);
  return found[1];
}

/** Whether there was a connection; it is closed then. */
function over(session: Session): boolean {
  const stood = session.reported.some(({ kind }) => kind === "connected");
  if (session.alive) session.close();
  return stood;
}

function refuses(session: Session, alert: AlertName): boolean {
  over(session);
  return session.reported.some((event) =>
    event.kind === "alert" && event.direction === "received" && event.alert === alert
  );
}

function agreedSuite({ reported }: Session): { name: string; value: number } | undefined {
  const hello = helloIn(reported);
  const agreed = reported.find((event) => event.kind === "connected");
  return hello === undefined || agreed === undefined
    ? undefined
    : { name: agreed.agreement.cipherSuite, value: hello.cipherSuite };
}

function helloIn(reported: Session["reported"]): ServerHello | undefined {
  const message = reported.find((event) =>
    event.kind === "message" && event.direction === "received" && event.message === "server_hello"
  );
  if (message?.kind !== "message") return undefined;
  const hello = decode(ServerHello, message.raw.subarray(HANDSHAKE_HEADER_LENGTH));
  return hello.ok ? hello.value : undefined;
}

/** Whether a second handshake was done on the connection. */
function beginsAnew(session: Session): boolean {
  if (!session.alive) return false;
  session.renegotiate();
  const handshakes = session.reported.filter(({ kind }) => kind === "connected").length;
  over(session);
  return handshakes > 1;
}

function compressing(session: Session): boolean {
  const method = helloIn(session.reported)?.legacyCompressionMethod;
  over(session);
  return method === CompressionMethod.DEFLATE;
}
