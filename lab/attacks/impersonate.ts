import { type Bytes, fromUtf8 } from "../bytes/mod.ts";
import type { TlsChannel } from "../host/mod.ts";
import type { Identity } from "../pki/mod.ts";
import {
  clientConfig,
  ClientConnection,
  type CommonConfig,
  HONEST_SEAMS,
  serverConfig,
  ServerConnection,
} from "../tls/mod.ts";
import type { Endpoint, EventId } from "../trace/mod.ts";
import type { Attack, Line, Position } from "./position.ts";
import { readBeginning } from "./read_hello.ts";

/** The certificate she shows to somebody who asks for that name, or for none. */
export type Disguise = (serverName: string | undefined) => Identity;

/** Versions and suites: the numbers of `CommonConfig`. */
export type Speaking = Partial<Pick<CommonConfig, "versions" | "cipherSuites">>;

/**
 * On-path impersonation (RFC 3552 §3.3.5): takes every connection that passes, opens another to
 * where it was meant to go, answers the first with an identity of her own, and carries the words
 * across. Each side has a perfect TLS connection, and it is with her.
 *
 * @param speaking what she offers and takes on both sides; TLS 1.3 unless said
 */
export function impersonate(disguise: Disguise, speaking: Speaking = {}): Attack {
  return (mallory) => {
    standOnPath(mallory, {
      speaking,
      as: (name) => {
        const identity = disguise(name);
        return () => identity;
      },
    });
  };
}

/** How she looks from either side. */
export interface Appearance {
  readonly speaking: Speaking;
  /**
   * Asked when the victim has named somebody: who she is to be, once the real server has shown its
   * certificates, DER, leaf first.
   */
  readonly as: (serverName: string | undefined) => (shown: readonly Bytes[]) => Identity;
}

/** Takes every connection that passes, and carries it on in an appearance of hers. */
export function standOnPath(mallory: Position, appearance: Appearance): void {
  mallory.note(`${mallory.name} is on-path at "${mallory.link}"`);
  mallory.intercept({ name: "impersonate", onSegment: () => "take" });
  mallory.listenForeign((victim, destination) =>
    waitForHello(mallory, victim, destination, appearance)
  );
}

/** The name asked for stands in the clear in the ClientHello: she needs it to be believed. */
function waitForHello(
  mallory: Position,
  victim: Line,
  destination: Endpoint,
  appearance: Appearance,
): void {
  let waiting = true;
  victim.peek((heard, over, cause) => {
    if (!waiting) return;
    const { complete, serverName } = readBeginning(heard);
    waiting = !complete && !over;
    if (complete) {
      const name = serverName && fromUtf8(serverName);
      standBetween(mallory, victim, name, destination, appearance, cause);
    } else if (over) {
      victim.end(cause);
    }
  });
}

function standBetween(
  mallory: Position,
  victim: Line,
  serverName: string | undefined,
  destination: Endpoint,
  appearance: Appearance,
  cause: EventId | undefined,
): void {
  const { crypto, ambient, name } = mallory;
  const victimName = mallory.nameOf(victim.remote.address);
  const targetName = mallory.nameOf(destination.address);
  const { speaking } = appearance;
  const identityBehind = appearance.as(serverName);
  mallory.connect(destination, {
    onOpen: (line, packet) => {
      // She does not care who the real server is, as long as it answers.
      const seams = { ...HONEST_SEAMS, verifyChain: () => ({ ok: true, checks: [] }) };
      const asked = { crypto, seams, ...speaking, ...(serverName !== undefined && { serverName }) };
      const engine = new ClientConnection(clientConfig(asked), ambient);
      const outside = mallory.channel(engine, line, name, targetName);
      const answerVictim = (because: EventId | undefined) => {
        const identity = identityBehind(shownTo(outside));
        const config = serverConfig({ crypto, ...speaking, chooseIdentity: () => identity });
        mallory.channel(new ServerConnection(config, ambient), victim, victimName, name, {
          prepare: (inside) => carryBoth(mallory, inside, outside),
          because,
        });
      };
      // If the server will have nothing to do with her, she has nobody to be for the victim.
      outside.handlers = { onOpen: answerVictim, onClose: () => void victim.abort() };
      outside.start(packet);
    },
    onReset: () => void victim.abort(cause),
  }, { cause });
}

/** The certificates that a channel's other end has shown. */
function shownTo({ reported }: TlsChannel): readonly Bytes[] {
  return reported.flatMap((event) =>
    event.kind === "check" && event.subject === "certificate chain" ? event.certificates : []
  );
}

/** Stands between a channel that is about to open and one that is open. */
function carryBoth(mallory: Position, inside: TlsChannel, outside: TlsChannel): void {
  let open = false;
  const waiting: (() => void)[] = [];
  carry(mallory, inside, outside, (say) => say());
  carry(mallory, outside, inside, (say, isLast) => {
    // What the server says first waits for the victim, and so does a goodbye after it.
    if (open || (isLast && waiting.length === 0)) say();
    else waiting.push(say);
  });
  inside.handlers.onOpen = () => {
    open = true;
    for (const say of waiting.splice(0)) say();
  };
}

/** Reads what comes out of one channel, with keys of her own, and sends it into the other. */
function carry(
  mallory: Position,
  from: TlsChannel,
  into: TlsChannel,
  whenReady: (say: () => void, isLast: boolean) => void,
): void {
  from.handlers = {
    onData: (data, event) => {
      const key = from.readSecret;
      if (event !== undefined && key !== undefined) {
        mallory.learn(data, { by: "opened", event, key }, event);
      }
      whenReady(() => {
        if (into.alive) into.send(data, event);
      }, false);
    },
    onClose: (cause) =>
      whenReady(() => {
        if (into.alive) into.close(cause);
      }, true),
  };
}
