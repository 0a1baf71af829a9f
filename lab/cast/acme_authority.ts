import {
  AcmeServer,
  caaNames,
  caaObjection,
  expectedAnswer,
  type Finding,
  readRequestText,
  type Validation,
} from "../acme/mod.ts";
import { caaOf, lookupRecords, type Node, RecordType } from "../net/mod.ts";
import type { EventId } from "../trace/mod.ts";
import { type AppContext, http, httpResponse } from "./app.ts";
import type { Authority, IssuedIdentity } from "./authority.ts";
import { lookFor, type Seen } from "./look.ts";
import type { NameServer } from "./name_server.ts";
import { Server } from "./server.ts";
import type { Stage } from "./stage.ts";
import type { VantagePoint } from "./vantage_point.ts";

export interface AcmeAuthorityOptions {
  /** Its own certificate: people order over TLS. */
  readonly identity: IssuedIdentity;
  /** Who signs what it issues. */
  readonly issuer: Authority;
  /** Whom it asks about names. */
  readonly names: NameServer;
  /** From where else it looks; every one of them has to see the answer. */
  readonly vantage?: readonly VantagePoint[];
}

const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
};

/**
 * An authority that machines order from (RFC 8555), and that issues for a name to whoever can put
 * something where that name leads, as seen from where it looks.
 */
export class AcmeAuthority extends Server {
  readonly #acme: AcmeServer;
  readonly #names: NameServer;
  readonly #vantage: readonly VantagePoint[];

  constructor(stage: Stage, node: Node, options: AcmeAuthorityOptions) {
    const { identity, issuer, names, vantage = [] } = options;
    const acme = new AcmeServer({
      host: identity.subject,
      provider: stage.crypto,
      random: stage.world.random(`acme ${node.name}`),
      issue: (key, wanted) => issuer.certifyNames(key, wanted),
    });
    const validator: { validate?: (validation: Validation, cause?: EventId) => void } = {};
    const app = http((text, context) => {
      const { validation, answer } = answerOf(acme, text, context);
      if (validation !== undefined) validator.validate!(validation, context.cause);
      return answer;
    });
    super(stage, node, { identity, app }, { role: "certificate authority", ownsKey: true });
    this.#acme = acme;
    this.#names = names;
    this.#vantage = vantage;
    validator.validate = (validation, cause) => this.#validate(validation, cause);
  }

  /** Looks from everywhere, and when all have seen the answer, asks who may issue. */
  #validate(validation: Validation, cause: EventId | undefined): void {
    const { domain, account } = validation;
    const expected = expectedAnswer(this.stage.crypto, validation);
    const places = [this, ...this.#vantage];
    const blind: string[] = [];
    let missing = places.length;
    const seenFrom = (place: AcmeAuthority | VantagePoint): Seen => (texts, event) => {
      const there = texts.includes(expected);
      const what = there
        ? `the answer of ${nameOf(account)}`
        : texts.length > 0
        ? "another answer"
        : "no answer";
      place.note(`${place.name} sees ${what} at ${domain}`, event);
      if (!there) blind.push(place.name);
      if (--missing > 0) return;
      if (blind.length === 0) return this.#askWhoMayIssue(validation, event);
      const detail = `${blind.join(" and ")} did not see the answer`;
      this.#acme.decide(validation, { ok: false, problem: "unauthorized", detail });
    };
    lookFor(this.node, this.#names, validation, seenFrom(this), cause);
    for (const place of this.#vantage) place.look(this.#names, validation, seenFrom(place));
  }

  /** The records of the name, or of the first name above that has some (RFC 8659 §3). */
  #askWhoMayIssue(validation: Validation, cause: EventId | undefined): void {
    const [first, ...above] = caaNames(validation.domain);
    const ask = (name: string, left: readonly string[], because: EventId | undefined): void => {
      const { address } = this.#names.node;
      lookupRecords(this.node, address, name, RecordType.CAA, (result) => {
        // Silence is no consent; that a name does not exist is an answer.
        if (!result.ok && result.reason !== "NXDomain") {
          const detail = `nobody says who may issue: ${result.reason}`;
          return this.#acme.decide(validation, { ok: false, problem: "dns", detail });
        }
        const data = result.ok ? result.data : [];
        const [next, ...rest] = left;
        if (data.length === 0 && next !== undefined) return ask(next, rest, result.packet);
        this.#acme.decide(validation, this.#judge(validation, data, result.packet));
      }, because);
    };
    ask(first!, above, cause);
  }

  #judge(
    { domain, account, type }: Validation,
    data: readonly Uint8Array[],
    cause: EventId | undefined,
  ): Finding {
    const properties = data.map((one) =>
      // What cannot be read forbids: it may be a wish that this authority does not know.
      caaOf(one) ?? { critical: true, tag: "unreadable", value: "" }
    );
    const question = { issuer: this.host, account, method: type, wildcard: false };
    const objection = caaObjection(properties, question);
    if (objection === undefined) {
      const found = data.length === 0 ? "no record about" : "its own name in the record about";
      this.note(`${this.name} finds ${found} who may issue for ${domain}`, cause);
      return { ok: true };
    }
    this.note(`${this.name} may not issue for ${nameOf(account)}: ${objection}`, cause);
    return { ok: false, problem: "caa", detail: objection };
  }
}

function answerOf(acme: AcmeServer, text: string, { effect }: AppContext) {
  const request = readRequestText(text);
  if (request === undefined) return { answer: httpResponse("400 Bad Request", "") };
  const { response: { status, fields, body }, validation, issued } = acme.handle(request);
  if (issued !== undefined) {
    effect(`issues a certificate for ${issued.names.join(", ")} to ${nameOf(issued.account)}`);
  }
  return { validation, answer: httpResponse(`${status} ${REASONS[status] ?? ""}`, body, fields) };
}

/** An account, as people call it: `account 2`. */
function nameOf(account: string): string {
  return `account ${account.slice(account.lastIndexOf("/") + 1)}`;
}
