import { type Bytes, concat, EMPTY, fromUtf8 } from "../bytes/mod.ts";
import { type Channel, TlsChannel } from "../host/mod.ts";
import type { Stream } from "../net/mod.ts";
import type { Identity } from "../pki/mod.ts";
import {
  clientConfig,
  ClientConnection,
  HONEST_SEAMS,
  serverConfig,
  ServerConnection,
} from "../tls/mod.ts";
import type { Endpoint, EventId } from "../trace/mod.ts";
import type { Attack, Position } from "./position.ts";
import { readServerName } from "./read_hello.ts";

/** The certificate she shows to somebody who asks for that name. */
export type Disguise = (serverName: string) => Identity;

/**
 * On-path impersonation (RFC 3552 §3.3.5): takes every connection that passes, opens another to
 * where it was meant to go, answers the first with an identity of her own, and carries the words
 * across. Each side has a perfect TLS connection, and it is with her.
 */
export function impersonate(disguise: Disguise): Attack {
  return (mallory) => {
    const name = numbering();
    mallory.note(`${mallory.name} is on-path at "${mallory.link.name}"`);
    mallory.node.intercept({ name: "impersonate", onSegment: () => "take" });
    mallory.node.listenForeign((victim, destination) =>
      waitForHello(mallory, victim, destination, { disguise, name })
    );
  };
}

/** How she goes about it. */
interface Manner {
  readonly disguise: Disguise;
  /** What the trace calls a connection between two parties. */
  readonly name: (from: string, to: string) => string;
}

/** `alice → mallory`, and `alice → mallory 2` for the next of that name. */
function numbering(): Manner["name"] {
  const counts = new Map<string, number>();
  return (from, to) => {
    const name = `${from} → ${to}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  };
}

/** The name asked for stands in the clear in the ClientHello: she needs it to be believed. */
function waitForHello(
  mallory: Position,
  victim: Stream,
  destination: Endpoint,
  manner: Manner,
): void {
  let heard: Bytes = EMPTY;
  victim.handlers = {
    onData: (bytes, cause) => {
      heard = concat(heard, bytes);
      const serverName = readServerName(heard);
      if (serverName === undefined) return;
      victim.handlers = {};
      standBetween(mallory, victim, heard, fromUtf8(serverName), destination, manner, cause);
    },
  };
}

function standBetween(
  mallory: Position,
  victim: Stream,
  hello: Bytes,
  serverName: string,
  destination: Endpoint,
  { disguise, name: nameFor }: Manner,
  cause: EventId,
): void {
  const { crypto, ambient, recorder, node, name } = mallory;
  const victimName = nameOf(mallory, victim.remote.address);
  const targetName = nameOf(mallory, destination.address);
  const identity: Identity = disguise(serverName);
  node.connect(destination, {
    onOpen: (stream, packet) => {
      // She does not care who the real server is, as long as it answers.
      const seams = { ...HONEST_SEAMS, verifyChain: () => ({ ok: true, checks: [] }) };
      const outside = new TlsChannel(
        new ClientConnection(clientConfig({ crypto, seams, serverName }), ambient),
        stream,
        recorder,
        { node: name, name: nameFor(name, targetName) },
      );
      const answerVictim = (event: EventId | undefined) => {
        const inside = new TlsChannel(
          new ServerConnection(serverConfig({ crypto, chooseIdentity: () => identity }), ambient),
          victim,
          recorder,
          { node: name, name: nameFor(victimName, name) },
        );
        carry(mallory, inside, outside);
        carry(mallory, outside, inside);
        if (event !== undefined) victim.handlers.onData?.(hello, event);
      };
      // If the server will have nothing to do with her, she has nobody to be for the victim.
      outside.handlers = { onOpen: answerVictim, onClose: () => void victim.abort() };
      outside.start(packet);
    },
    onReset: () => void victim.abort(cause),
  }, { cause });
}

/** Reads what comes out of one channel, with keys of her own, and sends it into the other. */
function carry(mallory: Position, from: TlsChannel, into: Channel): void {
  from.handlers = {
    onData: (data, event) => {
      const key = from.readSecret;
      if (event !== undefined && key !== undefined) {
        mallory.learn(data, { by: "opened", event, key }, event);
      }
      if (into.alive) into.send(data, event);
    },
    onClose: (cause) => {
      if (into.alive) into.close(cause);
    },
  };
}

/** Names for addresses are for the record only; the attack itself uses addresses. */
export function nameOf({ node }: Position, address: string): string {
  return node.network.nodes.find((other) => other.address === address)?.name ?? address;
}
