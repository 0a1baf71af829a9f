/** What the two ends do once they are connected. A talk throws when something is not as it should be. */
import type { Agreement } from "../../tls/mod.ts";
import type { Meeting } from "./meeting.ts";

export type Talk = (meeting: Meeting) => Promise<void>;

/** Fails a case. */
export function expect(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}

export function expectEqual(what: string, found: unknown, wanted: unknown): void {
  expect(found === wanted, `${what} is ${found}, not ${wanted}`);
}

/** One talk after another. */
export function inTurn(...talks: readonly Talk[]): Talk {
  return async (meeting) => {
    for (const talk of talks) await talk(meeting);
  };
}

/** Fields of an agreement; `undefined` for one that must not be there. */
type Wanted = { readonly [Field in keyof Agreement]?: Agreement[Field] | undefined };

/** Both connect, and both believe in the same agreement, which is the one given. */
export function agree(wanted: Wanted = {}): Talk {
  return async ({ ours, theirs }) => {
    const agreement = await ours.connected();
    for (const [field, value] of Object.entries(wanted)) {
      expectEqual(field, agreement[field as keyof Agreement], value);
    }
    // Who sends pages tells nothing before it has read something: here a request begins.
    if (theirs.manner === "page") ours.send("0 ");
    await theirs.confirm(agreement);
  };
}

/** What a peer says in an exchange. */
export const THEIR_LINE = "2 hello from the peer\n";

/**
 * A line each way. Lines begin with a digit: a letter might be a command to openssl. Those who only
 * answer get an empty line too, which ends a request.
 */
export const exchange: Talk = async ({ ours, theirs }) => {
  if (theirs.manner !== undefined) {
    ours.send("1 hello from the lab\n\n");
    return await ours.hear("1 hello from the lab\n");
  }
  ours.send("1 hello from the lab\n");
  await theirs.hear("1 hello from the lab\n");
  await theirs.send(THEIR_LINE);
  await ours.hear(THEIR_LINE);
};

/** We say goodbye, and the peer takes it for one. */
export const weLeave: Talk = async ({ ours, theirs }) => {
  // Whoever has sent a page has gone, and has not waited for our goodbye.
  if (theirs.manner === "page") {
    expectEqual("the peer's end", await ours.peerEnded(), "close_notify");
  }
  ours.close();
  if (theirs.manner === "page") return;
  expectEqual("what the peer saw last", await theirs.alerted(), "close_notify");
};

/** The peer says goodbye, and we take it for one. */
export const theyLeave: Talk = async ({ ours, theirs }) => {
  await theirs.close();
  expectEqual("the peer's end", await ours.peerEnded(), "close_notify");
  ours.close();
  expectEqual("the end", await ours.ended(), "close_notify");
};

/** The usual conversation: connect, speak, part. */
export function converse(wanted: Wanted = {}): Talk {
  return inTurn(agree(wanted), exchange, weLeave);
}

/** Numbered lines of 16 bytes, so that nothing can be lost, doubled or swapped unnoticed. */
export function numberedLines(count: number): string {
  return Array.from({ length: count }, (_, i) => `${String(i).padStart(15, "0")}\n`).join("");
}

/** So many bytes each way, both at the same time. */
export function exchangeBulk(bytes: number, milliseconds = 30_000): Talk {
  const text = numberedLines(bytes / 16);
  return async ({ ours, theirs }) => {
    ours.send(text);
    if (theirs.manner === "echo") return await ours.hear(text, milliseconds);
    await Promise.all([
      theirs.send(text),
      ours.hear(text, milliseconds),
      theirs.hear(text, milliseconds),
    ]);
  };
}

/** We end the handshake with this alert, and it is what the peer sees. */
export function weRefuse(alert: string): Talk {
  return async ({ ours, theirs }) => {
    expectEqual("the end", await ours.ended(), "alert");
    expectEqual(`our alert (${ours.error?.detail})`, ours.error?.alert, alert);
    expectEqual("the alert the peer saw", await theirs.alerted(), alert);
  };
}

/** The peer ends the connection with this alert, and it is what we see. */
export function theyRefuse(alert: string): Talk {
  return async ({ ours }) => {
    expectEqual("the peer's alert", await ours.alerted(), alert);
    expectEqual("the end", await ours.ended(), "alert");
  };
}

/** The handshake took so many ClientHellos. */
export function hellos(count: number): Talk {
  return async ({ ours }) => {
    await ours.connected();
    const seen = ours.messages("sent", "client_hello") + ours.messages("received", "client_hello");
    expectEqual("the number of hellos", seen, count);
  };
}

/** So many handshakes have been completed. */
export const handshakes = (count: number): Talk => async ({ ours }) => {
  await ours.until(
    (pump) => pump.all("connected").length === count || undefined,
    `handshake ${count}`,
  );
};
