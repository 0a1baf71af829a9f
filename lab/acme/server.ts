import type { Bytes } from "../bytes/mod.ts";
import type { CryptoProvider, PublicKey, RandomSource } from "../crypto/mod.ts";
import { encodePem, readNamesRequest } from "../pki/mod.ts";
import { base64url, fromBase64url } from "./base64url.ts";
import {
  CHALLENGE_TYPES,
  type ChallengeType,
  keyAuthorization,
  type Provision,
} from "./challenge.ts";
import type { AcmeRequest, AcmeResponse } from "./http.ts";
import { type Json, objectIn, objectsAt, textAt } from "./json.ts";
import { isSignedBy, type Jws, keyOf, readJws, thumbprint } from "./jws.ts";
import { isHostName } from "./names.ts";
import {
  type Account,
  type Authorization,
  challengeUrl,
  type Order,
  type Problem,
  problemOf,
  shownAuthorization,
  shownChallenge,
  shownOrder,
  statusOf,
} from "./orders.ts";

/** Something the server has to find out before it can go on: whether the name obeys the account. */
export interface Validation extends Provision {
  readonly account: string;
  readonly authorization: string;
}

/** How it came out. */
export type Finding =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: Problem; readonly detail: string };

/** What a request has led to, besides its answer. */
export interface Handled {
  readonly response: AcmeResponse;
  /** To be carried out now, and told to `decide`. */
  readonly validation?: Validation;
  /** A certificate was issued for these names, to that account. */
  readonly issued?: { readonly names: readonly string[]; readonly account: string };
}

export interface AcmeServerOptions {
  /** Its name, and the beginning of all its URLs. */
  readonly host: string;
  readonly provider: CryptoProvider;
  /** For nonces and tokens. */
  readonly random: RandomSource;
  /** Issues a certificate for the key and the names: the chain, leaf first. */
  readonly issue: (key: PublicKey, names: readonly string[]) => readonly Bytes[];
}

const NAMES_AT_MOST = 100;

/**
 * An authority as its clients see it (RFC 8555 §7): accounts, orders, authorizations, challenges and
 * certificates, by requests and answers alone. What it wants to know of the network, it asks whoever
 * holds it. An authorization counts for the order that it was made for, and for no other.
 */
export class AcmeServer {
  readonly #options: AcmeServerOptions;
  readonly #nonces = new Set<string>();
  readonly #accounts: Account[] = [];
  readonly #orders: Order[] = [];
  readonly #authorizations: Authorization[] = [];

  constructor(options: AcmeServerOptions) {
    this.#options = options;
  }

  /** Answers a request. Whatever it holds, this throws nothing. */
  handle({ method, path, body }: AcmeRequest): Handled {
    if (method !== "POST") {
      return { response: path === "/acme/directory" ? this.#directory() : this.#newNonce(path) };
    }
    const jws = readJws(body);
    if (jws === undefined) return this.#problem("malformed", "that is no signed request");
    if (jws.header.url !== this.#url(path)) {
      return this.#problem("unauthorized", "the request was signed for another address");
    }
    if (!this.#nonces.delete(jws.header.nonce)) {
      return this.#problem("badNonce", "this nonce is not one of mine, or was used before");
    }
    if (path === "/acme/new-account") return this.#newAccount(jws);
    const account = this.#accounts.find(({ url }) => url === jws.header.kid);
    if (account === undefined) return this.#problem("accountDoesNotExist", "there is no account");
    if (!isSignedBy(jws, account.key, this.#options.provider)) {
      return this.#problem("unauthorized", "the signature is not that of the account");
    }
    return this.#forAccount(account, path, jws.payload);
  }

  /** Says how a validation came out. */
  decide({ authorization }: Validation, finding: Finding): void {
    const found = this.#authorizations.find(({ url }) => url === authorization)!;
    found.status = finding.ok ? "valid" : "invalid";
    if (!finding.ok) found.error = problemOf(finding.problem, finding.detail);
  }

  #forAccount(account: Account, path: string, payload: string): Handled {
    if (path === "/acme/new-order") return this.#newOrder(account, payload);
    const mine = <T extends { readonly url: string; readonly account: string }>(
      all: readonly T[],
    ) => all.filter((one) => one.account === account.url);
    for (const one of mine(this.#authorizations)) {
      if (path === pathOf(one.url)) return this.#answer(200, shownAuthorization(one));
      for (const type of CHALLENGE_TYPES) {
        if (path === pathOf(challengeUrl(one, type))) {
          return this.#challenge(account, one, type, payload);
        }
      }
    }
    for (const order of mine(this.#orders)) {
      if (path === pathOf(order.url)) return this.#answer(200, shownOrder(order));
      if (path === `${pathOf(order.url)}/finalize`) return this.#finalize(order, payload);
      if (path === `${pathOf(order.url)}/certificate` && order.chain !== undefined) {
        const pem = order.chain.map((der) => encodePem("CERTIFICATE", der)).join("");
        return this.#reply(200, pem, { "content-type": "application/pem-certificate-chain" });
      }
    }
    return this.#problem("malformed", "there is nothing of this account's", 404);
  }

  #directory(): AcmeResponse {
    const urls = ["newNonce", "newAccount", "newOrder"] as const;
    const path = (name: string) => name.replace("new", "new-").toLowerCase();
    const entries = urls.map((name) => [name, this.#url(`/acme/${path(name)}`)]);
    return respond(200, JSON.stringify(Object.fromEntries(entries)), {
      "content-type": "application/json",
    });
  }

  #newNonce(path: string): AcmeResponse {
    if (path !== "/acme/new-nonce") return this.#problem("malformed", "no such page", 404).response;
    return respond(200, "", { "replay-nonce": this.#nonce() });
  }

  #newAccount(jws: Jws): Handled {
    const { provider } = this.#options;
    const { jwk } = jws.header;
    const key = jwk && keyOf(jwk);
    if (jwk === undefined || key === undefined) {
      return this.#problem("badPublicKey", "a new account brings its key along");
    }
    if (!isSignedBy(jws, key, provider)) {
      return this.#problem("unauthorized", "the signature is not that of the key");
    }
    const print = thumbprint(provider, jwk);
    let account = this.#accounts.find((one) => one.thumbprint === print);
    const status = account === undefined ? 201 : 200;
    if (account === undefined) {
      const url = this.#url(`/acme/acct/${this.#accounts.length + 1}`);
      this.#accounts.push(account = { url, key, thumbprint: print });
    }
    return this.#answer(status, { status: "valid" }, { location: account.url });
  }

  #newOrder({ url: account }: Account, payload: string): Handled {
    const identifiers = objectsAt(objectIn(payload), "identifiers");
    const names = identifiers.map((one) => textAt(one, "type") === "dns" && textAt(one, "value"))
      .filter((name) => typeof name === "string");
    if (names.length === 0 || names.length !== identifiers.length || names.length > NAMES_AT_MOST) {
      return this.#problem("malformed", "an order is for names, and for some at least");
    }
    const wrong = names.find((name) => !isHostName(name));
    if (wrong !== undefined) return this.#problem("rejectedIdentifier", "that is no host's name");
    const authorizations = names.map((domain): Authorization => {
      const url = this.#url(`/acme/authz/${this.#authorizations.length + 1}`);
      const token = base64url(this.#options.random.bytes("challenge token", 16));
      const one: Authorization = { url, account, domain, token, status: "pending" };
      this.#authorizations.push(one);
      return one;
    });
    const url = this.#url(`/acme/order/${this.#orders.length + 1}`);
    const order = { url, account, names, authorizations };
    this.#orders.push(order);
    return this.#answer(201, shownOrder(order), { location: url });
  }

  #challenge(
    account: Account,
    authorization: Authorization,
    type: ChallengeType,
    payload: string,
  ): Handled {
    const shown = () => shownChallenge(authorization, type);
    if (payload === "" || authorization.status !== "pending") return this.#answer(200, shown());
    if (objectIn(payload) === undefined) return this.#problem("malformed", "that is no object");
    authorization.status = "processing";
    authorization.chosen = type;
    const { domain, token, url } = authorization;
    const proof = keyAuthorization(token, account.thumbprint);
    return {
      ...this.#answer(200, shown()),
      validation: {
        type,
        domain,
        token,
        keyAuthorization: proof,
        account: account.url,
        authorization: url,
      },
    };
  }

  #finalize(order: Order, payload: string): Handled {
    const { provider, issue } = this.#options;
    if (statusOf(order) !== "ready") {
      return this.#problem("orderNotReady", `the order is ${statusOf(order)}`, 403);
    }
    const der = fromBase64url(textAt(objectIn(payload), "csr") ?? "");
    const request = der && readNamesRequest(der, provider);
    if (request?.publicKey === undefined || !request.proven) {
      return this.#problem("badCSR", "the request does not prove whose key it is about");
    }
    if (request.names.toSorted().join() !== order.names.toSorted().join()) {
      return this.#problem("badCSR", "the request is for other names than the order");
    }
    order.chain = issue(request.publicKey, order.names);
    const issued = { names: order.names, account: order.account };
    return { ...this.#answer(200, shownOrder(order)), issued };
  }

  #problem(problem: Problem, detail: string, status = problem === "unauthorized" ? 403 : 400) {
    return this.#reply(status, JSON.stringify(problemOf(problem, detail)), {
      "content-type": "application/problem+json",
    });
  }

  #answer(status: number, body: Json, fields: Readonly<Record<string, string>> = {}): Handled {
    return this.#reply(status, JSON.stringify(body), {
      "content-type": "application/json",
      ...fields,
    });
  }

  #reply(status: number, body: string, fields: Readonly<Record<string, string>>): Handled {
    return { response: respond(status, body, { ...fields, "replay-nonce": this.#nonce() }) };
  }

  #nonce(): string {
    const nonce = base64url(this.#options.random.bytes("nonce", 16));
    this.#nonces.add(nonce);
    return nonce;
  }

  #url(path: string): string {
    return `https://${this.#options.host}${path}`;
  }
}

function respond(
  status: number,
  body: string,
  fields: Readonly<Record<string, string>>,
): AcmeResponse {
  return { status, fields, body };
}

function pathOf(url: string): string {
  return url.slice(url.indexOf("/", "https://".length));
}
