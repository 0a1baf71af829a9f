import {
  AcmeAccount,
  challengeName,
  challengePath,
  type ChallengeType,
  expectedAnswer,
  OrderConversation,
  type Outcome,
  type Provision,
  type Wanted,
} from "../acme/mod.ts";
import { generateEcKey } from "../crypto/mod.ts";
import { type Node, seconds } from "../net/mod.ts";
import type { AcmeAuthority } from "./acme_authority.ts";
import { type App, http, httpResponse } from "./app.ts";
import { issued } from "./authority.ts";
import { Client, type ClientOptions } from "./client.ts";
import type { NameServer } from "./name_server.ts";
import type { Server } from "./server.ts";
import type { Stage } from "./stage.ts";

/** Files that a web server shows to everybody, by their paths; whoever holds this can add some. */
export class WebFiles {
  readonly #files = new Map<string, string>();
  /** For port 80 of a server. */
  readonly app: App = http((request) => {
    const path = /^GET (\/\S*) HTTP\/1\.1\r\n/.exec(request)?.[1] ?? "";
    const body = this.#files.get(path);
    return body === undefined ? httpResponse("404 Not Found", "") : httpResponse("200 OK", body);
  });

  put(path: string, body: string): void {
    this.#files.set(path, body);
  }
}

export interface WebmasterOptions {
  readonly server: Server;
  /** Where answers to challenges of type `http-01` go. */
  readonly files: WebFiles;
  /** Where those of type `dns-01` go. */
  readonly names?: NameServer;
  readonly authority: AcmeAuthority;
  /** Trust, and whatever else its side of the connection to the authority needs. */
  readonly client: ClientOptions;
}

/** The program on a server that orders its certificates (RFC 8555), one account for all of them. */
export class Webmaster {
  readonly #options: WebmasterOptions;
  readonly #stage: Stage;
  readonly #caller: Caller;
  readonly #account: AcmeAccount;
  #orders = 0;

  constructor(stage: Stage, options: WebmasterOptions) {
    const { server: { node }, authority } = options;
    this.#options = options;
    this.#stage = stage;
    this.#caller = new Caller(stage, node, options.client);
    const random = stage.world.random(`webmaster ${node.name}`);
    this.#account = new AcmeAccount(authority.host, { provider: stage.crypto, random });
  }

  /** The URL of its account; `undefined` before the first order. */
  get account(): string | undefined {
    return this.#account.url;
  }

  /**
   * Orders a certificate for the server's name, with a fresh key, and puts it to use.
   *
   * @param challenge how it shows that the name is its own
   */
  renews(challenge: ChallengeType = "http-01"): Outcome {
    const { server, authority } = this.#options;
    const stage = this.#stage;
    const name = server.host;
    const title = this.#orders++ === 0
      ? `ordered key of ${name}`
      : `ordered key ${this.#orders} of ${name}`;
    const key = generateEcKey(stage.crypto, "P-256", this.#account.tools.random, "certificate key");
    stage.ownKey(server.name, title, key);
    let outcome: Outcome = { ok: false, problem: "connection", detail: "nobody has answered" };
    this.#caller.order(authority, this.#account, { names: [name], challenge, key }, {
      provision: (provision) => this.#provision(provision),
      done: (one) => void (outcome = one),
    });
    stage.settle();
    const result = outcome as Outcome;
    if (result.ok) server.takes(issued(stage, name, result));
    else server.note(`${server.name} gets no certificate: ${result.problem}, ${result.detail}`);
    return result;
  }

  #provision(provision: Provision): void {
    const { files, names } = this.#options;
    const answer = expectedAnswer(this.#stage.crypto, provision);
    if (provision.type === "http-01") files.put(challengePath(provision.token), answer);
    else if (names !== undefined) names.text(challengeName(provision.domain), answer);
  }
}

/** The server as a client of the authority. */
class Caller extends Client {
  constructor(stage: Stage, node: Node, options: ClientOptions) {
    super(stage, node, options, "webmaster");
  }

  order(
    authority: AcmeAuthority,
    account: AcmeAccount,
    wanted: Wanted,
    { provision, done }: {
      provision(provision: Provision): void;
      done(outcome: Outcome): void;
    },
  ): void {
    this.call(authority, {}, {
      onChannel: (channel) => {
        const conversation = new OrderConversation(account, wanted, {
          send: (bytes) => channel.send(bytes),
          provision,
          after: (delay, action) => void this.stage.world.after(seconds(delay), action),
          done: (outcome) => {
            if (channel.alive) channel.close();
            done(outcome);
          },
        });
        channel.handlers = {
          onOpen: () => conversation.start(),
          onData: (data) => conversation.receive(data),
          onClose: () => conversation.lost(),
        };
      },
      onRefused: () => done({ ok: false, problem: "connection", detail: "it is refused" }),
    });
  }
}
