/**
 * Stands before everything else. Being on loopback keeps strangers' machines out, but not strangers'
 * pages: a browser will happily carry their requests here, under any name that they let point to
 * 127.0.0.1. So only requests that a page of this server, or a person's own hand, could have made
 * come through.
 */
import { plainAnswer, withSecurityHeaders } from "./headers.ts";

/** Longest address as the browser sends it, in bytes. */
export const LONGEST_URL = 8 * 1024;

export interface GuardOptions {
  /** Paths that take POST; everything else is GET and HEAD. */
  readonly posts?: readonly string[];
  /** Hears of what a handler threw: here, and only here, the stack may be shown. */
  readonly onError?: (reference: string, error: unknown) => void;
}

/** As `Deno.serve` and Fresh's `app.handler()` have it. */
export type Handler<Info extends unknown[]> = (
  request: Request,
  ...info: Info
) => Response | Promise<Response>;

/** What the guard needs of a Fresh context. */
export interface MiddlewareContext {
  readonly req: Request;
  next(): Response | Promise<Response>;
}

/** Decides which requests come through, and sees to the headers of every answer. */
export class Guard {
  readonly #posts: ReadonlySet<string>;
  readonly #onError: (reference: string, error: unknown) => void;
  /** Requests that `around` has looked at already. */
  readonly #passed = new WeakSet<Request>();
  #port: number | undefined;
  #hosts: ReadonlySet<string> = new Set();
  #errors = 0;

  constructor({ posts = [], onError = () => {} }: GuardOptions = {}) {
    this.#posts = new Set(posts);
    this.#onError = onError;
  }

  /**
   * Says at which port the server is, once; before that, nobody comes through.
   *
   * @throws {Error} if it is another port than before
   */
  open(port: number): void {
    if (this.#port !== undefined && this.#port !== port) {
      throw new Error(`Cannot guard port ${port}: port ${this.#port} is guarded already`);
    }
    this.#port = port;
    const names = ["127.0.0.1", "localhost", "[::1]"];
    this.#hosts = new Set([
      ...names.map((name) => `${name}:${port}`),
      ...(port === 80 ? names : []), // browsers leave out the port that http has anyway
    ]);
  }

  /**
   * The same handler, guarded: for `Deno.serve`. Even what the handler throws becomes an answer with
   * all headers, which no middleware inside Fresh can promise for Fresh's own error pages.
   */
  around<Info extends unknown[]>(handler: Handler<Info>): Handler<Info> {
    return async (request, ...info) => {
      const refusal = this.refusalOf(request);
      if (refusal !== undefined) return refusal;
      this.#passed.add(request);
      try {
        return withSecurityHeaders(await handler(request, ...info));
      } catch (error) {
        const reference = `server-error-${++this.#errors}`;
        this.#onError(reference, error);
        return plainAnswer(500, `The server made a mistake; its output has more on ${reference}`);
      }
    };
  }

  /** The same as a middleware, for where nothing can be put around the app: `app.use(…)`, first. */
  readonly middleware = async (context: MiddlewareContext): Promise<Response> => {
    const refusal = this.#passed.has(context.req) ? undefined : this.refusalOf(context.req);
    return refusal ?? withSecurityHeaders(await context.next());
  };

  /** Why a request does not come through, as an answer; `undefined` if it does. */
  refusalOf(request: Request): Response | undefined {
    const { url, headers } = request;
    if (url.length > LONGEST_URL) {
      return plainAnswer(414, `An address has at most ${LONGEST_URL} bytes`);
    }
    const host = headers.get("host");
    if (host === null || !this.#hosts.has(host) || !url.startsWith(`http://${host}/`)) {
      return plainAnswer(400, "This server answers only under its own name on this machine");
    }
    const path = url.slice(`http://${host}`.length).split(/[?#]/, 1)[0]!;
    if (!isWellEncoded(path)) {
      return plainAnswer(400, "The address is broken: a percent sign stands alone");
    }
    const posts = this.#posts.has(path);
    const { method } = request;
    if (method === "POST" && posts) return refusalOfPost(request, host);
    if (method !== "GET" && method !== "HEAD") {
      const allowed = posts ? "GET, HEAD, POST" : "GET, HEAD";
      return plainAnswer(405, `This address takes ${allowed} only`, { Allow: allowed });
    }
    return isForeignErrand(headers)
      ? plainAnswer(403, "Pages of other sites may link here, but not load anything from here")
      : undefined;
  }
}

/** A state change must come from a page of ours, and say so in every way browsers have. */
function refusalOfPost({ headers }: Request, host: string): Response | undefined {
  const site = headers.get("sec-fetch-site");
  if (headers.get("origin") !== `http://${host}` || site !== null && site !== "same-origin") {
    return plainAnswer(403, "Only pages of this server may do that");
  }
  // Forms of other sites cannot send this type without asking first, and asking is refused.
  const type = (headers.get("content-type") ?? "").split(";", 1)[0]!.trim().toLowerCase();
  if (type !== "application/json" || headers.has("content-encoding")) {
    return plainAnswer(415, "This address takes plain application/json only");
  }
  return undefined;
}

/**
 * Whether a page of another site wants to load something from here: to be shown as a page of its own
 * is all that others may ask for. Clients that are no browsers do not say where they come from.
 */
function isForeignErrand(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site") ?? "none";
  if (site === "none" || site === "same-origin") return false;
  return headers.get("sec-fetch-mode") !== "navigate" ||
    headers.get("sec-fetch-dest") !== "document";
}

function isWellEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
