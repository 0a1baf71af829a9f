import { type Bytes, concat, EMPTY, fromUtf8, utf8 } from "../bytes/mod.ts";
import type { App, AppContext } from "./app.ts";

export interface SmtpOptions {
  /** What the server calls itself. */
  readonly host: string;
  /** Passwords by user. */
  readonly users?: Readonly<Record<string, string>>;
  /** Whether it offers STARTTLS to who has no TLS yet. */
  readonly offersTls?: boolean;
  /** Whether it takes no password and no mail without TLS (RFC 3207 §4). */
  readonly insistsOnTls?: boolean;
}

/** What one client has told the server so far. */
interface Letter {
  user?: string | undefined;
  from?: string | undefined;
  to: string[];
  /** Lines of the text, once it has begun. */
  text?: string[] | undefined;
}

/**
 * A mail server for clients who hand in mail: SMTP (RFC 5321) with AUTH PLAIN (RFC 4954, RFC 4616)
 * and STARTTLS (RFC 3207). What it does are effects: `lets alice in`, `takes a mail from …`.
 */
export function smtp(options: SmtpOptions): App {
  return () => {
    let buffered: Bytes = EMPTY;
    let letter: Letter = { to: [] };
    let wasSecure = false;
    const conversation = (data: Bytes, context: AppContext): Bytes | undefined => {
      // What was said before TLS is forgotten with it (RFC 3207 §4.2).
      if (context.secure && !wasSecure) {
        wasSecure = true;
        letter = { to: [] };
        buffered = EMPTY;
      }
      buffered = concat(buffered, data);
      const replies: string[] = [];
      for (let end = buffered.indexOf(0x0a); end >= 0; end = buffered.indexOf(0x0a)) {
        const line = fromUtf8(buffered.subarray(0, end)).replace(/\r$/, "");
        buffered = buffered.subarray(end + 1);
        if (/^STARTTLS$/i.test(line) && options.offersTls && !context.secure) {
          replies.push("220 go ahead");
          context.startTls(buffered.slice());
          buffered = EMPTY;
          break;
        }
        const reply = letter.text === undefined
          ? command(line, letter, options, context)
          : textLine(line, letter, context);
        if (reply !== undefined) replies.push(reply);
      }
      return replies.length === 0 ? undefined : utf8(`${replies.join("\r\n")}\r\n`);
    };
    return Object.assign(conversation, { greeting: utf8(`220 ${options.host} ESMTP\r\n`) });
  };
}

function command(
  line: string,
  letter: Letter,
  options: SmtpOptions,
  context: AppContext,
): string | undefined {
  const verb = /^[a-z]+/i.exec(line)?.[0].toUpperCase();
  const needsTls = verb === "AUTH" || verb === "MAIL";
  if (options.insistsOnTls && needsTls && !context.secure) {
    return "530 Must issue a STARTTLS command first";
  }
  switch (verb) {
    case "EHLO": {
      const offers = options.offersTls && !context.secure ? ["STARTTLS"] : [];
      const lines = [options.host, ...offers, "AUTH PLAIN"];
      return lines.map((text, i) => `250${i === lines.length - 1 ? " " : "-"}${text}`).join("\r\n");
    }
    case "AUTH":
      return logIn(line, letter, options, context);
    case "MAIL":
      if (letter.user === undefined) return "530 Authentication required";
      letter.from = /<([^>]*)>/.exec(line)?.[1] ?? "";
      return "250 OK";
    case "RCPT":
      if (letter.from === undefined) return "503 who writes?";
      letter.to.push(/<([^>]*)>/.exec(line)?.[1] ?? "");
      return "250 OK";
    case "DATA":
      if (letter.to.length === 0) return "503 to whom?";
      letter.text = [];
      return "354 end with a dot";
    case "NOOP":
      return "250 OK";
    case "QUIT":
      return "221 bye";
    default:
      return "500 what?";
  }
}

function logIn(
  line: string,
  letter: Letter,
  { users = {} }: SmtpOptions,
  { effect }: AppContext,
): string {
  const [, user, password] = plainText(/^AUTH PLAIN (\S+)$/i.exec(line)?.[1] ?? "");
  if (user === undefined || !Object.hasOwn(users, user) || users[user] !== password) {
    return "535 wrong";
  }
  letter.user = user;
  effect(`lets ${user} in`);
  return "235 welcome";
}

/** The three parts of a PLAIN message (RFC 4616 §2): for whom, who, password. */
function plainText(base64: string): string[] {
  try {
    return fromUtf8(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))).split("\0");
  } catch {
    return []; // no base64
  }
}

/** The argument of AUTH PLAIN (RFC 4616 §2), as it stands on the wire. */
export function plainCredentials(user: string, password: string): string {
  return btoa(String.fromCharCode(...utf8(`\0${user}\0${password}`)));
}

function textLine(line: string, letter: Letter, { effect }: AppContext): string | undefined {
  if (line !== ".") {
    letter.text!.push(line.replace(/^\./, "")); // RFC 5321 §4.5.2
    return undefined;
  }
  const { from, to, text } = letter;
  effect(`takes a mail from ${from} to ${to.join(", ")}: ${text!.at(-1) ?? ""}`);
  letter.from = undefined;
  letter.to = [];
  letter.text = undefined;
  return "250 taken";
}
