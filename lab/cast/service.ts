import { type Bytes, EMPTY } from "../bytes/mod.ts";
import type { App } from "./app.ts";

/** What a server does with plaintext that had come in the same breath as the word to start TLS. */
export interface UpgradePart {
  /** What the application takes for words that came through TLS. */
  survives(readAhead: Bytes): Bytes;
  /** Set where it is a known mistake, for the trace. */
  readonly flaw?: { readonly id: string; readonly title: string };
}

/** Nothing that came before the handshake counts after it (RFC 3207 §4.2). */
export const DISCARD_READ_AHEAD: UpgradePart = { survives: () => EMPTY };

/**
 * The buffer is not emptied, so that words an attacker slipped in before the handshake are taken
 * for words of the client, who is on the other end of TLS: CVE-2011-0411.
 */
export const KEEP_READ_AHEAD: UpgradePart = {
  survives: (readAhead) => readAhead,
  flaw: {
    id: "starttls-keeps-buffer",
    title: "What was read before STARTTLS is carried out after it",
  },
};

/** One port of a server, and what is behind it. */
export interface Service {
  readonly port: number;
  /** `none`: in the clear. `tls`: from the first byte. `starttls`: when the client asks for it. */
  readonly protection: "none" | "tls" | "starttls";
  /** What answers there; what the server answers elsewhere unless said. */
  readonly app?: App;
  /** For `starttls`; the right thing unless said. */
  readonly upgrade?: UpgradePart;
}
