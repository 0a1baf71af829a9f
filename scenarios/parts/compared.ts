/** Handshakes side by side, from the record of the run. */
import type { ConnectionFigures, Table } from "../../lab/scenario/mod.ts";

/**
 * One column for each connection, one line for each thing that they may differ in.
 *
 * @param opened whether the server's key opened each of them afterwards, where that was tried
 */
export function compared(
  connections: readonly ConnectionFigures[],
  opened?: readonly boolean[],
): Table {
  const line = (what: string, say: (one: ConnectionFigures) => string) => [
    what,
    ...connections.map(say),
  ];
  return {
    title: "The handshakes side by side, counted in this run",
    columns: ["", ...connections.map(({ version }, i) => `call ${i + 1}: ${version}`)],
    rows: [
      line("secret comes from", ({ group }) => group === "RSA" ? "RSA encryption" : group),
      line("round trips of TLS, without TCP's", ({ roundTrips }) => String(roundTrips)),
      line("ms from hello to keys", ({ hello, done }) => String((done - hello) / 1000)),
      line("bytes from Alice, to her Finished", ({ out }) => String(out.bytes)),
      line("bytes from the bank, to its Finished", (one) => String(one.in.bytes)),
      line(
        "messages in the clear",
        ({ out, in: back }) => String(out.clear.length + back.clear.length),
      ),
      line(
        "first one sealed",
        ({ out, in: back }) =>
          // In a whole handshake of TLS 1.2 the client seals first, right behind its key exchange.
          camelCase(
            out.clear.includes("client_key_exchange") ? out.firstSealed : back.firstSealed,
          ),
      ),
      line("Eve sees the certificate", (one) => yes(one.in.clear.includes("certificate"))),
      ...(opened === undefined ? [] : [["the bank's key opens it later", ...opened.map(yes)]]),
    ],
  };
}

function yes(is: boolean): string {
  return is ? "yes" : "no";
}

/** `encrypted_extensions` as the specifications write it: `EncryptedExtensions`. */
function camelCase(message = "none"): string {
  return message.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
