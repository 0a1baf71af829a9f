import type { Client } from "./client.ts";
import type { Session } from "./session.ts";
import { plainCredentials } from "./smtp.ts";

/** A letter to be handed in. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  /** One line. */
  readonly text: string;
}

/** What a mail program thinks of servers that offer no TLS. */
export interface MailPolicy {
  /** Hang up on them, rather than go on in the clear. */
  readonly requireTls: boolean;
}

/**
 * Greets a mail server as a client's mail program does: asks what it offers, and goes over to TLS
 * where that is offered (RFC 3207) and not there from the start (RFC 8314 §3). Without an offer, the
 * policy decides.
 */
export function greetMailServer(client: Client, session: Session, policy: MailPolicy): void {
  const hello = `EHLO ${client.name}.example\r\n`;
  session.receive();
  session.send(hello);
  const offers = session.receive();
  if (session.secure) return;
  if (/^250[- ]STARTTLS\r?$/im.test(offers)) {
    session.send("STARTTLS\r\n");
    if (!session.receive().startsWith("220")) return session.close();
    session.startTls();
    if (!session.alive) return;
    session.send(hello);
    session.receive();
  } else if (policy.requireTls) {
    client.note(`${client.name}'s mail program hangs up: no TLS, no mail`);
    session.close();
  } else {
    client.note(`${client.name}'s mail program goes on without TLS`);
  }
}

/** Logs in by AUTH PLAIN (RFC 4954, RFC 4616). */
export function logIn(session: Session, user: string, password: string): void {
  session.send(`AUTH PLAIN ${plainCredentials(user, password)}\r\n`);
  session.receive();
}

/** Hands a letter in (RFC 5321 §3.3). */
export function handIn(session: Session, { from, to, text }: Mail): void {
  for (
    const words of [
      `MAIL FROM:<${from}>\r\n`,
      `RCPT TO:<${to}>\r\n`,
      "DATA\r\n",
      `\r\n${text}\r\n.\r\n`,
    ]
  ) {
    session.send(words);
    session.receive();
  }
}
