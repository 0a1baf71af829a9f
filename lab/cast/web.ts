import { type Bytes, concat, EMPTY, fromUtf8, indexOfBytes, utf8 } from "../bytes/mod.ts";

/** An address of the web, taken apart (RFC 9110 §4.2). */
export interface Address {
  readonly scheme: "http" | "https";
  readonly host: string;
  /** With its slash. */
  readonly path: string;
}

/** Takes an address apart, also one that is meant relative to another; `undefined` if it is none. */
export function addressOf(text: string, base?: Address): Address | undefined {
  const [, scheme, host, path = ""] = /^(https?):\/\/([a-z0-9.-]+)(\/\S*)?$/.exec(text) ?? [];
  if (host !== undefined) {
    return { scheme: scheme as Address["scheme"], host, path: path === "" ? "/" : path };
  }
  return base !== undefined && /^\/(?!\/)\S*$/.test(text) ? { ...base, path: text } : undefined;
}

export function addressText({ scheme, host, path }: Address): string {
  return `${scheme}://${host}${path}`;
}

/** A response as it came. */
export interface Response {
  readonly status: number;
  /** Header fields in order; names in small letters. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** The first value of a field. */
export function fieldOf({ fields }: Response, name: string): string | undefined {
  return fields.find(([one]) => one === name)?.[1];
}

const HEAD_END = utf8("\r\n\r\n");

/** A response whose body is no text. */
export type OctetResponse = Omit<Response, "body"> & { readonly body: Bytes };

/** Cuts responses with a Content-Length (RFC 9112 §6.2) out of a stream. */
export class ResponseReader {
  #buffered: Bytes = EMPTY;

  push(bytes: Bytes): void {
    this.#buffered = concat(this.#buffered, bytes);
  }

  /** The next whole response; `undefined` until it is there. */
  next(): Response | undefined {
    const response = this.nextOctets();
    return response && { ...response, body: fromUtf8(response.body) };
  }

  /** The same with the body as it came. */
  nextOctets(): OctetResponse | undefined {
    const head = indexOfBytes(this.#buffered, HEAD_END);
    if (head < 0) return undefined;
    const [first = "", ...lines] = fromUtf8(this.#buffered.subarray(0, head)).split("\r\n");
    const fields = lines.flatMap((line) => {
      const [, name, value] = /^([^\s:]+):\s*(.*?)\s*$/.exec(line) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), value!] as const];
    });
    const length = Number(fields.find(([name]) => name === "content-length")?.[1] ?? 0);
    const end = head + HEAD_END.length + (Number.isSafeInteger(length) && length > 0 ? length : 0);
    if (this.#buffered.length < end) return undefined;
    const body = this.#buffered.subarray(head + HEAD_END.length, end);
    this.#buffered = this.#buffered.subarray(end);
    return { status: Number(/^HTTP\/1\.\d (\d{3})/.exec(first)?.[1] ?? 0), fields, body };
  }
}

/** Which sites want TLS and nothing else (RFC 6797). */
export class HstsStore {
  readonly #sites = new Map<string, { readonly until: number; readonly below: boolean }>();
  readonly #preloaded: readonly string[];

  /** @param preloaded names the browser came with; what is below them counts too */
  constructor(preloaded: readonly string[]) {
    this.#preloaded = preloaded;
  }

  /**
   * Takes a Strict-Transport-Security field (RFC 6797 §6.1). Only what came over TLS without any
   * complaint may be handed in (§8.1).
   *
   * @param now seconds since 1970
   */
  learn(host: string, field: string, now: number): void {
    const directives = field.toLowerCase().split(";").map((part) => part.trim());
    const age = directives.map((part) => /^max-age="?(\d{1,12})"?$/.exec(part)?.[1])
      .find((value) => value !== undefined);
    if (age === undefined) return;
    if (Number(age) === 0) this.#sites.delete(host);
    else {
      const below = directives.includes("includesubdomains");
      this.#sites.set(host, { until: now + Number(age), below });
    }
  }

  /** Why a name is to be asked over TLS only; `undefined` if it is not. */
  knows(host: string, now: number): "preloaded" | "told" | undefined {
    if (this.#preloaded.some((name) => isAt(host, name, true))) return "preloaded";
    for (const [name, { until, below }] of this.#sites) {
      if (until > now && isAt(host, name, below)) return "told";
    }
    return undefined;
  }
}

function isAt(host: string, name: string, below: boolean): boolean {
  return host === name || below && host.endsWith(`.${name}`);
}

/** What a browser keeps for sites and hands back to them (RFC 6265). */
export class CookieJar {
  readonly #cookies = new Map<string, Map<string, { value: string; secure: boolean }>>();

  /** Takes a Set-Cookie field; of its attributes, `Secure` counts (RFC 6265 §4.1.2.5). */
  keep(host: string, field: string): void {
    const [pair = "", ...attributes] = field.split(";").map((part) => part.trim());
    const at = pair.indexOf("=");
    if (at <= 0) return;
    const secure = attributes.some((attribute) => attribute.toLowerCase() === "secure");
    const jar = this.#cookies.get(host) ?? new Map();
    this.#cookies.set(host, jar);
    jar.set(pair.slice(0, at), { value: pair.slice(at + 1), secure });
  }

  /** The Cookie field for a request; `undefined` if there is nothing to send. */
  fieldFor({ scheme, host }: Address): string | undefined {
    const pairs = [...this.#cookies.get(host) ?? []]
      .filter(([, { secure }]) => !secure || scheme === "https")
      .map(([name, { value }]) => `${name}=${value}`);
    return pairs.length === 0 ? undefined : pairs.join("; ");
  }
}
