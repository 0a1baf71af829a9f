import type { Bytes } from "../bytes/mod.ts";
import type { CryptoProvider, EcPrivateKey, PrivateKey, RandomSource } from "../crypto/mod.ts";
import { generateEcKey } from "../crypto/mod.ts";
import { decodePem, requestForNames } from "../pki/mod.ts";
import { base64url } from "./base64url.ts";
import { type ChallengeType, keyAuthorization, type Provision } from "./challenge.ts";
import type { AcmeRequest, AcmeResponse } from "./http.ts";
import { asObject, type Json, memberOf, objectIn, objectsAt, textAt, textsAt } from "./json.ts";
import { jwkOf, signedRequest, thumbprint } from "./jws.ts";

/** Where an account's chance and arithmetic come from. */
export interface AccountTools {
  readonly provider: CryptoProvider;
  readonly random: RandomSource;
}

/** An account at one authority: a key, and the URL that it was given for it. */
export class AcmeAccount {
  readonly key: EcPrivateKey;
  /** Known once the authority has been asked for one. */
  url: string | undefined;

  /** @param host the authority's name */
  constructor(readonly host: string, readonly tools: AccountTools) {
    this.key = generateEcKey(tools.provider, "P-256", tools.random, "account key");
  }

  get thumbprint(): string {
    return thumbprint(this.tools.provider, jwkOf(this.key.publicKey));
  }
}

/** What is ordered. */
export interface Wanted {
  readonly names: readonly string[];
  readonly challenge: ChallengeType;
  /** The key that is to be certified. */
  readonly key: PrivateKey;
}

/** What a client wants done before it can go on. */
export type Step =
  /** To be sent to the authority; its answer goes into the next call. */
  | { readonly do: "ask"; readonly request: AcmeRequest }
  /** To be put where the authority will look. */
  | { readonly do: "provision"; readonly provision: Provision }
  | { readonly do: "wait"; readonly seconds: number };

/** What came of it. */
export type Outcome =
  | { readonly ok: true; readonly chain: readonly Bytes[]; readonly key: PrivateKey }
  | {
    readonly ok: false;
    /** The last part of the problem's name (RFC 8555 §6.7): `unauthorized`. */
    readonly problem: string;
    readonly detail: string;
  };

type Steps<T> = Generator<Step, T, AcmeResponse | undefined>;

const PATIENCE = 10;

/** An answer that the client cannot go on from. */
class Refused extends Error {
  override name = "Refused";
  constructor(readonly problem: string, readonly detail: string) {
    super(detail);
  }
}

/**
 * Orders a certificate, step by step (RFC 8555 §7): an account if there is none yet, an order, one
 * challenge for each name, the request for the certificate, the certificate. Nothing but what it is
 * told: whoever runs it sends, puts things in their places, and waits.
 */
export function* orderCertificate(account: AcmeAccount, wanted: Wanted): Steps<Outcome> {
  try {
    const chain = yield* new Ordering(account).order(wanted);
    return { ok: true, chain, key: wanted.key };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ok: false, problem: error.problem, detail: error.detail };
  }
}

class Ordering {
  readonly #account: AcmeAccount;
  #nonce = "";

  constructor(account: AcmeAccount) {
    this.#account = account;
  }

  *order({ names, challenge, key }: Wanted): Steps<readonly Bytes[]> {
    const directory = objectIn((yield* this.#plain("GET", "/acme/directory")).body);
    yield* this.#plain("HEAD", this.#pathIn(directory, "newNonce"));
    if (this.#account.url === undefined) {
      const answer = yield* this.#ask(this.#pathIn(directory, "newAccount"), {
        termsOfServiceAgreed: true,
      });
      this.#account.url = answer.fields.location;
    }
    const identifiers = names.map((value) => ({ type: "dns", value }));
    const placed = yield* this.#ask(this.#pathIn(directory, "newOrder"), { identifiers });
    const order = objectIn(placed.body);
    for (const url of textsAt(order, "authorizations") ?? []) {
      yield* this.#authorize(this.#path(url), challenge);
    }
    const csr = base64url(requestForNames(names, key, this.#account.tools));
    const done = objectIn((yield* this.#ask(this.#pathIn(order, "finalize"), { csr })).body);
    const certificate = yield* this.#ask(this.#pathIn(done, "certificate"), undefined);
    return chainIn(certificate.body);
  }

  *#authorize(path: string, type: ChallengeType): Steps<void> {
    const offered = objectIn((yield* this.#ask(path, undefined)).body);
    const challenge = objectsAt(offered, "challenges").find((one) => textAt(one, "type") === type);
    const token = textAt(challenge, "token");
    const domain = textAt(asObject(memberOf(offered, "identifier")), "value");
    if (token === undefined || domain === undefined) {
      throw new Refused("malformed", `there is no challenge ${type}`);
    }
    const proof = keyAuthorization(token, this.#account.thumbprint);
    yield { do: "provision", provision: { type, domain, token, keyAuthorization: proof } };
    yield* this.#ask(this.#pathIn(challenge, "url"), {});
    for (let tries = 0; tries < PATIENCE; tries++) {
      yield { do: "wait", seconds: 1 };
      const now = objectIn((yield* this.#ask(path, undefined)).body);
      if (textAt(now, "status") === "valid") return;
      if (textAt(now, "status") !== "invalid") continue;
      throw refusalIn(asObject(memberOf(objectsAt(now, "challenges")[0], "error")));
    }
    throw new Refused("connection", "the authority has not made up its mind");
  }

  /** A request that needs no signature. */
  *#plain(method: "GET" | "HEAD", path: string): Steps<AcmeResponse> {
    return this.#heard(yield { do: "ask", request: { method, path, body: "" } });
  }

  /** A signed request; without a body it only asks to see something (RFC 8555 §6.3). */
  *#ask(path: string, body: Json | undefined): Steps<AcmeResponse> {
    const { url, host, key, tools } = this.#account;
    const named = url === undefined ? { jwk: jwkOf(key.publicKey) } : { kid: url };
    const header = {
      alg: "ES256" as const,
      ...named,
      nonce: this.#nonce,
      url: `https://${host}${path}`,
    };
    const text = signedRequest(header, body === undefined ? "" : JSON.stringify(body), key, tools);
    return this.#heard(yield { do: "ask", request: { method: "POST", path, body: text } });
  }

  #heard(response: AcmeResponse | undefined): AcmeResponse {
    if (response === undefined) throw new Refused("connection", "the authority does not answer");
    this.#nonce = response.fields["replay-nonce"] ?? this.#nonce;
    if (response.status >= 400) throw refusalIn(objectIn(response.body));
    return response;
  }

  #pathIn(object: Json | undefined, name: string): string {
    return this.#path(textAt(object, name) ?? "");
  }

  /** Where a URL leads, which has to be at the same authority. */
  #path(url: string): string {
    const start = `https://${this.#account.host}/`;
    if (!url.startsWith(start)) throw new Refused("malformed", "a URL leads elsewhere, or nowhere");
    return url.slice(start.length - 1);
  }
}

function refusalIn(problem: Json | undefined): Refused {
  const type = textAt(problem, "type")?.split(":").at(-1) ?? "malformed";
  return new Refused(type, textAt(problem, "detail") ?? "no reason was given");
}

function chainIn(pem: string): readonly Bytes[] {
  try {
    const chain = decodePem(pem).map(({ der }) => der);
    if (chain.length > 0) return chain;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Refused("malformed", "there is no certificate in the answer");
}
