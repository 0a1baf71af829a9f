import { type Faces, SplitViewLog } from "../attacks/mod.ts";
import type { Bytes } from "../bytes/mod.ts";
import { generateEcKey } from "../crypto/mod.ts";
import type { Node, Stream } from "../net/mod.ts";
import {
  answerPath,
  CertificateLog,
  type KnownLog,
  type LogAnswers,
  type LogOptions,
  type Submission,
  type Submitted,
  type TransparencyPolicy,
} from "../pki/mod.ts";
import type { EventId, NodeId } from "../trace/mod.ts";
import { http, httpResponse } from "./app.ts";
import type { Authority } from "./authority.ts";
import { Server } from "./server.ts";
import type { Service } from "./service.ts";
import type { Stage } from "./stage.ts";

export interface TransparencyLogOptions {
  /** Whose certificates it takes; the first of them has issued its own. */
  readonly trust: readonly [Authority, ...Authority[]];
  /** Whom a log that lies shows its second list; an honest log has one list, and no use for this. */
  readonly victims?: (asker: NodeId) => boolean;
}

/**
 * A log that anybody can ask (RFC 6962 §4): on port 443 and, since what it says is signed or can be
 * computed, in the clear on port 80, where it can be read along. Authorities hand in their
 * certificates by a line of their own, which is not drawn.
 */
export class TransparencyLog extends Server implements Submission {
  /** What clients and monitors know of it beforehand. */
  readonly known: KnownLog;
  readonly #log: CertificateLog | SplitViewLog;
  /** Who is on the line: nobody else need ask at the same moment. */
  readonly #visit: { asker: NodeId };

  constructor(stage: Stage, node: Node, { trust, victims }: TransparencyLogOptions) {
    const { world, crypto } = stage;
    const random = world.random(`log ${node.name}`);
    const key = generateEcKey(crypto, "P-256", random, "signing key");
    const options: LogOptions = {
      provider: crypto,
      random,
      key,
      anchors: trust.map(({ certificate }) => certificate),
      clock: () => world.calendar() * 1000,
    };
    const log = victims === undefined ? new CertificateLog(options) : new SplitViewLog(options);
    const visit: { asker: NodeId } = { asker: "" };
    const answers = () => {
      const shown = faceOf(log, victims?.(visit.asker) ?? false); // one conversation, one list
      return http((request) => {
        const path = /^GET (\S+) HTTP\/1\.1\r\n/.exec(request)?.[1] ?? "";
        const json = answerPath(shown, path);
        return json === undefined
          ? httpResponse("400 Bad Request", "")
          : httpResponse("200 OK", json, { "Content-Type": "application/json" });
      })();
    };
    super(stage, node, {
      identity: trust[0].issue(`${node.name}.example`),
      services: [
        { port: 80, protection: "none", app: answers },
        { port: 443, protection: "tls", app: answers },
      ],
    }, { role: "certificate log", ownsKey: false });
    this.#log = log;
    this.known = { name: node.name, key: key.publicKey };
    this.#visit = visit;
    stage.ownKey(node.name, `signing key of ${node.name}`, key);
  }

  /** Takes a certificate, or its announcement, and promises to publish it. */
  add(chain: readonly Bytes[]): Submitted {
    return this.#log.add(chain);
  }

  /**
   * The way in for what is to be kept from everybody but victims.
   *
   * @throws {TypeError} if the log is honest
   */
  get secretly(): Submission {
    const log = this.#log;
    if (!(log instanceof SplitViewLog)) throw new TypeError(`${this.name} is an honest log`);
    return { add: (chain) => log.addInSecret(chain) };
  }

  protected override accept(service: Service, stream: Stream, packet: EventId): void {
    this.#visit.asker = this.stage.nameOf(stream.remote.address);
    super.accept(service, stream, packet);
  }
}

function faceOf(log: CertificateLog | Faces, victim: boolean): LogAnswers {
  if (log instanceof CertificateLog) return log;
  return victim ? log.victims : log.everybodys;
}

/**
 * The part of a configuration that takes no server without promises of logs.
 *
 * @param count how many of the logs must have promised
 */
export function wantingPromises(
  count: number,
  ...logs: readonly TransparencyLog[]
): { readonly transparency: TransparencyPolicy } {
  return { transparency: { logs: logs.map(({ known }) => known), timestamps: count } };
}
