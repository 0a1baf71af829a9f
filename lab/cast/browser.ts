import { type Bytes, utf8 } from "../bytes/mod.ts";
import { type PlainChannel, TlsChannel } from "../host/mod.ts";
import type { Node } from "../net/mod.ts";
import type { EventId } from "../trace/mod.ts";
import { Client, type ClientOptions } from "./client.ts";
import type { Person } from "./person.ts";
import { NotHappening } from "./session.ts";
import type { Stage } from "./stage.ts";
import {
  type Address,
  addressOf,
  addressText,
  CookieJar,
  fieldOf,
  HstsStore,
  type Response,
  ResponseReader,
} from "./web.ts";

export interface BrowserOptions extends ClientOptions {
  /** Sites that are asked over TLS only, from the start: the preload list. */
  readonly preload?: readonly string[];
  /** Whether one connection serves many requests; true unless said. */
  readonly keepsConnections?: boolean;
  /** Says aloud where a request waits until it can be sent; false unless said. */
  readonly aloud?: boolean;
}

/** What came of asking for an address, redirects followed. */
export interface Page {
  /** Where it came from in the end. */
  readonly address: string;
  /** 0 if no response came. */
  readonly status: number;
  readonly body: string;
  /** Whether it came through TLS. */
  readonly secure: boolean;
}

/** A script of somebody else's in this browser: it makes requests, and cannot read the answers. */
export interface Script {
  /**
   * Has the browser make a request, with the cookies of the site it goes to.
   *
   * @param address `https://mail.example/some/path`
   * @param options `body` makes a POST of it; `done` is told when it is over
   */
  request(
    address: string,
    options?: { readonly body?: string; readonly done?: (answered: boolean) => void },
  ): void;
}

interface Request {
  readonly address: Address;
  readonly body?: string | undefined;
  readonly redirects: number;
  readonly done: (page: Page) => void;
}

const MOST_REDIRECTS = 5;

/** A client as people have it: addresses in, pages out. */
export class Browser extends Client {
  readonly #hsts: HstsStore;
  readonly #cookies = new CookieJar();
  readonly #keeps: boolean;
  readonly #aloud: boolean;
  readonly #lines = new Map<string, WebLine>();

  constructor(stage: Stage, node: Node, options: BrowserOptions) {
    super(stage, node, options, "browser");
    this.#hsts = new HstsStore(options.preload ?? []);
    this.#keeps = options.keepsConnections ?? true;
    this.#aloud = options.aloud ?? false;
  }

  /** Types an address, and waits for the page. What has no scheme is asked over http first. */
  opens(address: string): Page {
    return this.#wait(address.includes("://") ? address : `http://${address}`, undefined);
  }

  /**
   * Fills in the first form of a page, and sends it to where the page says.
   *
   * @throws {NotHappening} if there is no form: the page did not come
   */
  submits(page: Page, fields: Readonly<Record<string, string>>): Page {
    const action = /<form[^>]*\saction="([^"]*)"/.exec(page.body)?.[1];
    const target = addressOf(action ?? "", addressOf(page.address));
    if (target === undefined) throw new NotHappening("the page has no form");
    const body = Object.entries(fields).map(([name, value]) => `${name}=${value}`).join("&");
    return this.#wait(addressText(target), body);
  }

  /** Closes the window: connections that were kept come to their end. */
  closes(): void {
    for (const line of this.#lines.values()) line.hangUp();
    this.#lines.clear();
    this.stage.settle();
  }

  /** Lets a script of somebody else's run here, which the record calls a grant. */
  runs(granted: Person, why: string): Script {
    this.stage.grantPower(granted, `a script in ${this.name}'s browser`, why);
    return Object.freeze({
      request: (text: string, options: Parameters<Script["request"]>[1] = {}) => {
        const address = addressOf(text);
        if (address === undefined) throw new RangeError(`Cannot ask for "${text}": no address`);
        const done = ({ status }: Page) => options.done?.(status !== 0);
        this.#ask({ address, body: options.body, redirects: 0, done });
      },
    });
  }

  #wait(text: string, body: string | undefined): Page {
    const address = addressOf(text);
    if (address === undefined) throw new RangeError(`Cannot open "${text}": it is no address`);
    let page: Page | undefined;
    this.#ask({ address, body, redirects: 0, done: (one) => void (page = one) });
    this.stage.settle();
    page ??= nothingAt(address);
    if (!page.secure && page.status !== 0) {
      this.note(`${this.name}'s browser shows "not secure" beside ${page.address}`);
    }
    return page;
  }

  #ask(request: Request, cause?: EventId): void {
    const address = this.#upgraded(request.address);
    const { scheme, host } = address;
    const server = this.stage.hostOf(host);
    const port = scheme === "https" ? 443 : 80;
    const tls = scheme === "https";
    if (server?.services.some((service) => service.port === port) !== true) {
      return request.done(nothingAt(address));
    }
    const origin = `${scheme}://${host}`;
    let line = this.#lines.get(origin);
    if (line === undefined || line.over || !this.#keeps) {
      const fresh = new WebLine(
        (data, event) => this.learn(data, { by: "received", event }, event),
        (text, cause) => {
          if (this.#aloud) this.note(`${this.name}'s browser ${text}`, cause);
        },
      );
      this.#lines.set(origin, line = fresh);
      this.call(server, { port, tls }, {
        onChannel: (channel) => fresh.use(channel),
        onRefused: () => fresh.fail(),
      }, cause);
    }
    line.ask(utf8(this.#text(address, request.body)), (response, event) => {
      if (!this.#keeps) line.hangUp();
      if (response === undefined) request.done(nothingAt(address));
      else this.#answered({ ...request, address }, response, event);
    }, cause);
  }

  /** What the site wants to be asked over TLS, is (RFC 6797 §8.3). */
  #upgraded(address: Address): Address {
    if (address.scheme === "https") return address;
    const known = this.#hsts.knows(address.host, this.clock.seconds);
    if (known === undefined) return address;
    const why = known === "told" ? "the site has said so before" : "it is on the preload list";
    this.note(`${this.name}'s browser asks ${address.host} over https only: ${why}`);
    return { ...address, scheme: "https" };
  }

  #text(address: Address, body: string | undefined): string {
    const cookie = this.#cookies.fieldFor(address);
    const head = [
      `${body === undefined ? "GET" : "POST"} ${address.path} HTTP/1.1`,
      `Host: ${address.host}`,
      ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
      ...(body === undefined ? [] : [`Content-Length: ${utf8(body).length}`]),
    ];
    return `${head.join("\r\n")}\r\n\r\n${body ?? ""}`;
  }

  #answered(request: Request, response: Response, cause: EventId | undefined): void {
    const { address, redirects, done } = request;
    const secure = address.scheme === "https";
    for (const [name, value] of response.fields) {
      if (name === "set-cookie") this.#cookies.keep(address.host, value);
      if (name === "strict-transport-security" && secure) {
        this.#hsts.learn(address.host, value, this.clock.seconds);
      }
    }
    const location = addressOf(fieldOf(response, "location") ?? "", address);
    const moved = response.status >= 300 && response.status < 400 && location !== undefined;
    if (moved && redirects < MOST_REDIRECTS) {
      return this.#ask({ address: location, redirects: redirects + 1, done }, cause);
    }
    const { status, body } = response;
    done({ address: addressText(address), status, body, secure });
  }
}

function nothingAt(address: Address): Page {
  return { address: addressText(address), status: 0, body: "", secure: false };
}

type Told = (response: Response | undefined, cause: EventId | undefined) => void;

/** One connection of a browser: requests go out in order, and so do their answers come. */
class WebLine {
  over = false;
  #channel: TlsChannel | PlainChannel | undefined;
  #early: [request: Bytes, cause: EventId | undefined][] = [];
  #waiting: Told[] = [];
  readonly #reader = new ResponseReader();

  /**
   * @param heard is told of all data, for the notebook of whoever the browser is
   * @param says is told where requests wait
   */
  constructor(
    readonly heard: (data: Bytes, event: EventId) => void,
    readonly says: (text: string, cause: EventId | undefined) => void,
  ) {}

  use(channel: TlsChannel | PlainChannel): void {
    this.#channel = channel;
    channel.handlers = {
      onData: (data, cause) => {
        if (cause !== undefined) this.heard(data, cause);
        this.#reader.push(data);
        for (let one = this.#reader.next(); one !== undefined; one = this.#reader.next()) {
          this.#waiting.shift()?.(one, cause);
        }
      },
      onClose: () => this.fail(),
    };
    for (const [request, cause] of this.#early.splice(0)) {
      const layer = channel instanceof TlsChannel ? "TLS, which keeps them" : "the network";
      this.says(`hands ${request.length} bytes to ${layer}`, cause);
      channel.send(request, cause);
    }
  }

  /** Sends a request, or keeps it until the connection is there. */
  ask(request: Bytes, told: Told, cause: EventId | undefined): void {
    this.#waiting.push(told);
    if (this.#channel === undefined) {
      this.says(`keeps ${request.length} bytes: there is no connection yet`, cause);
      this.#early.push([request, cause]);
    } else if (this.#channel.alive) this.#channel.send(request, cause);
    else this.fail();
  }

  hangUp(): void {
    this.over = true;
    if (this.#channel?.alive === true) this.#channel.close();
  }

  /** Nothing more will come. */
  fail(): void {
    this.over = true;
    for (const told of this.#waiting.splice(0)) told(undefined, undefined);
  }
}
