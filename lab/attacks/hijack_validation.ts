import {
  AcmeAccount,
  challengePath,
  OrderConversation,
  type Outcome,
  type Provision,
} from "../acme/mod.ts";
import { fromUtf8, utf8 } from "../bytes/mod.ts";
import { generateEcKey } from "../crypto/mod.ts";
import type { Guard } from "../net/mod.ts";
import type { Identity } from "../pki/mod.ts";
import { clientConfig, ClientConnection, HONEST_SEAMS } from "../tls/mod.ts";
import type { Endpoint } from "../trace/mod.ts";
import type { Attack, Line, Position } from "./position.ts";

/** What she orders, and where. */
export interface Hijack {
  /** The authority, by its address and its name. */
  readonly authority: Endpoint;
  readonly host: string;
  /** The name that is not hers. */
  readonly domain: string;
}

/** An order under way, and what became of it. */
export interface HijackedValidation {
  readonly order: Attack;
  /** What she can show from now on; `undefined` as long as nobody has issued it. */
  readonly identity: Identity | undefined;
}

const HTTP = 80;
const SECOND = 1_000_000;

/**
 * Orders a certificate for a name of somebody else's, with an account and a key of her own, and
 * answers the authority's challenge on the way to that name: she takes the connections to its port
 * 80 and says what the authority wants to hear (RFC 8555 §10.2). All else passes.
 */
export function hijackValidation({ authority, host, domain }: Hijack): HijackedValidation {
  let identity: Identity | undefined;
  return {
    get identity() {
      return identity;
    },
    order(mallory) {
      const { crypto: provider, ambient: { random }, name } = mallory;
      const account = new AcmeAccount(host, { provider, random });
      const key = generateEcKey(provider, "P-256", random, "certificate key");
      const posts: Guard[] = [];
      mallory.connect(authority, {
        onOpen(line, packet) {
          // She need not be sure whom she orders from.
          const seams = { ...HONEST_SEAMS, verifyChain: () => ({ ok: true, checks: [] }) };
          const config = clientConfig({ crypto: provider, seams, serverName: host });
          const engine = new ClientConnection(config, mallory.ambient);
          const channel = mallory.channel(engine, line, name, mallory.nameOf(authority.address));
          const wanted = { names: [domain], challenge: "http-01", key } as const;
          const conversation = new OrderConversation(account, wanted, {
            send: (bytes) => channel.send(bytes),
            provision: (provision) => posts.push(...answerOnTheWay(mallory, provision)),
            after: (delay, action) => mallory.after(delay * SECOND, action),
            done(outcome) {
              for (const post of posts.splice(0)) post.uninstall();
              if (outcome.ok) identity = outcome;
              mallory.note(`${name} ${resultOf(outcome, domain)}`);
              if (channel.alive) channel.close();
            },
          });
          channel.handlers = {
            onOpen: () => conversation.start(),
            onData: (data) => conversation.receive(data),
            onClose: () => conversation.lost(),
          };
          channel.start(packet);
        },
      });
    },
  };
}

function resultOf(outcome: Outcome, domain: string): string {
  return outcome.ok
    ? `has a certificate for ${domain}, and the key that goes with it`
    : `gets no certificate for ${domain}: ${outcome.problem}, ${outcome.detail}`;
}

/** Ends connections to port 80 here, and answers them in the name of whom they were meant for. */
function answerOnTheWay(mallory: Position, { token, keyAuthorization }: Provision): Guard[] {
  const wanted = `GET ${challengePath(token)} `;
  const interception = mallory.intercept({
    name: "answer the challenge",
    onSegment: ({ protocol, to }) => protocol === "tcp" && to.port === HTTP ? "take" : "pass",
  });
  const listening = mallory.listenForeign((line, _, packet) => {
    mallory.note(`${mallory.name} takes a connection that was meant for another`, packet);
    answer(line, wanted, keyAuthorization);
  });
  return [interception, listening];
}

function answer(line: Line, wanted: string, keyAuthorization: string): void {
  line.listen({
    onData(bytes, packet) {
      const there = fromUtf8(bytes).startsWith(wanted);
      const body = there ? keyAuthorization : "";
      const status = there ? "200 OK" : "404 Not Found";
      line.write(
        utf8(`HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
        packet,
      );
    },
    onEnd: (packet) => void line.end(packet),
  });
}
