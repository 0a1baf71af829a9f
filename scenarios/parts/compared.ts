/** Handshakes side by side, from the record of the run. */
import type { ConnectionFigures, Table } from "../../lab/scenario/mod.ts";

/** One column for each connection, one line for each thing that they may differ in. */
export function compared(connections: readonly ConnectionFigures[]): Table {
  const line = (what: string, say: (one: ConnectionFigures) => string) => [
    what,
    ...connections.map(say),
  ];
  return {
    title: "The handshakes side by side, counted in this run",
    columns: ["", ...connections.map(({ version }, i) => `call ${i + 1}: ${version}`)],
    rows: [
      line("secret comes from", ({ group }) => group === "RSA" ? "RSA encryption" : group),
      line("round trips before Alice speaks", ({ roundTrips }) => String(roundTrips)),
      line("ms from hello to keys", ({ hello, done }) => String((done - hello) / 1000)),
      line("bytes from Alice", ({ out }) => String(out.bytes)),
      line("bytes from the bank", (one) => String(one.in.bytes)),
      line(
        "messages in the clear",
        ({ out, in: back }) => String(out.clear.length + back.clear.length),
      ),
      line(
        "first one sealed",
        ({ out, in: back }) =>
          camelCase(back.clear.length <= 1 ? back.firstSealed : out.firstSealed),
      ),
      line("Eve sees the certificate", (one) => yes(one.in.clear.includes("certificate"))),
      line("the bank's key would open it later", ({ group }) => yes(group === "RSA")),
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
