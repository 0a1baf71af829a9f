/**
 * Who is who, as far as the queue needs to know: a random number in a cookie, so that everybody has
 * a turn. It opens nothing and remembers nothing.
 */
const COOKIE = "tls_lab_session";
/** 128 bits in hexadecimal. */
const ID = /^[0-9a-f]{32}$/;
/** Longest header of cookies that is looked at, in characters. */
const LONGEST_COOKIES = 4 * 1024;

export interface SessionOptions {
  /** Sessions alive at a time; 500 unless said. */
  readonly most?: number;
  /** How long a session lives without a request, in milliseconds; half an hour unless said. */
  readonly idle?: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/** What the middleware puts into a context's state. */
export interface SessionState {
  /** The browser's session. Who reads it first begins it, and the answer sets a cookie. */
  session: string;
}

/** What the middleware needs of a Fresh context. */
export interface SessionContext {
  readonly req: Request;
  readonly state: SessionState;
  next(): Response | Promise<Response>;
}

/** The browser sessions that are alive. */
export class Sessions {
  /** When each was last seen. The first entry is the one not seen longest. */
  readonly #seen = new Map<string, number>();
  readonly #most: number;
  readonly #idle: number;
  readonly #now: () => number;

  constructor({ most = 500, idle = 30 * 60_000, now }: SessionOptions = {}) {
    this.#most = most;
    this.#idle = idle;
    this.#now = now ?? (() => performance.now());
  }

  /** How many are alive. */
  get size(): number {
    this.#forgetIdle();
    return this.#seen.size;
  }

  /** The session of a request, if it names one that is alive. */
  find(request: Request): string | undefined {
    this.#forgetIdle();
    const id = cookieIds(request).find((id) => this.#seen.has(id));
    if (id !== undefined) this.#see(id);
    return id;
  }

  /** Begins a session. If there are too many, the one not seen longest ends. */
  begin(): string {
    const id = crypto.getRandomValues(new Uint8Array(16)).toHex();
    this.#see(id);
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= this.#most) break;
      this.#seen.delete(oldest);
    }
    return id;
  }

  /**
   * Gives pages `state.session`. A session begins only when a page reads that, so that files, errors
   * and health checks do not fill the list.
   */
  readonly middleware = async (context: SessionContext): Promise<Response> => {
    let begun: string | undefined;
    let id: string | undefined;
    Object.defineProperty(context.state, "session", {
      configurable: true,
      enumerable: true,
      get: () => id ??= this.find(context.req) ?? (begun = this.begin()),
    });
    const response = await context.next();
    if (begun === undefined) return response;
    const headers = new Headers(response.headers);
    headers.append("Set-Cookie", cookieOf(begun));
    const { status, statusText } = response;
    return new Response(response.body, { status, statusText, headers });
  };

  #see(id: string): void {
    this.#seen.delete(id);
    this.#seen.set(id, this.#now());
  }

  #forgetIdle(): void {
    const since = this.#now() - this.#idle;
    for (const [id, seen] of this.#seen) {
      if (seen >= since) return;
      this.#seen.delete(id);
    }
  }
}

/** The cookie of a session. Not `Secure`, because plain http on loopback is all there is. */
export function cookieOf(id: string): string {
  return `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict`;
}

/** What a request says its session is. Other programs on this machine share its cookies. */
function cookieIds({ headers }: Request): string[] {
  const text = headers.get("cookie") ?? "";
  if (text.length > LONGEST_COOKIES) return [];
  return text.split(";").flatMap((part) => {
    const [name, value = ""] = part.trim().split("=");
    return name === COOKIE && ID.test(value) ? [value] : [];
  });
}
