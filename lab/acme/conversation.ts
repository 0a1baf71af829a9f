import { type Bytes, utf8 } from "../bytes/mod.ts";
import type { Provision } from "./challenge.ts";
import { type AcmeAccount, orderCertificate, type Outcome, type Wanted } from "./client.ts";
import { type AcmeResponse, requestText, ResponseStream } from "./http.ts";

/** What somebody who orders a certificate can do in the world. */
export interface Hands {
  /** Sends bytes to the authority. */
  send(bytes: Bytes): void;
  /** Puts something where the authority will look. */
  provision(provision: Provision): void;
  /** Does something later. */
  after(seconds: number, action: () => void): void;
  /** It is over. */
  done(outcome: Outcome): void;
}

/** An order over one connection to the authority: carries out the client's steps, one by one. */
export class OrderConversation {
  readonly #steps: ReturnType<typeof orderCertificate>;
  readonly #responses = new ResponseStream();
  readonly #host: string;
  readonly #hands: Hands;
  #over = false;
  #lost = false;
  #asking = false;

  constructor(account: AcmeAccount, wanted: Wanted, hands: Hands) {
    this.#steps = orderCertificate(account, wanted);
    this.#host = account.host;
    this.#hands = hands;
  }

  /** The connection is there. */
  start(): void {
    this.#go(undefined);
  }

  /** Bytes have come from the authority. */
  receive(bytes: Bytes): void {
    const response = this.#responses.push(bytes);
    if (response !== undefined && this.#asking) this.#go(response);
  }

  /** The connection is gone. */
  lost(): void {
    this.#lost = true;
    if (this.#asking) this.#go(undefined);
  }

  #go(response: AcmeResponse | undefined): void {
    if (this.#over) return;
    this.#asking = false;
    for (let given = response;; given = undefined) {
      const step = this.#steps.next(given);
      if (step.done) {
        this.#over = true;
        return this.#hands.done(step.value);
      }
      switch (step.value.do) {
        case "ask":
          if (this.#lost) break; // nobody will answer
          this.#asking = true;
          return this.#hands.send(utf8(requestText(this.#host, step.value.request)));
        case "wait":
          return this.#hands.after(step.value.seconds, () => this.#go(undefined));
        case "provision":
          this.#hands.provision(step.value.provision);
          break;
      }
    }
  }
}
