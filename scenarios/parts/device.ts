/** What each report costs a small device, counted in the record of the run. */
import {
  type ConnectionFigures,
  connectionsOf,
  eventsOf,
  found,
  packetsOf,
  type Recorded,
  type Table,
} from "../../lab/scenario/mod.ts";

/** What one connection cost a device. */
export interface Report {
  readonly figures: ConnectionFigures;
  /** Bytes of TLS on the air, in both directions, from the hello to the goodbye. */
  readonly bytes: number;
  readonly signatures: { readonly made: number; readonly checked: number };
  /** Computations with points of a curve: its own half, and the secret. */
  readonly multiplications: number;
  /** Virtual milliseconds from the first packet to the answer. */
  readonly millis: number;
}

/** The reports of a device, one for each connection. */
export function reportsOf(run: Recorded, device = "sensor"): readonly Report[] {
  return connectionsOf(run, device).map((figures) => {
    const mine = (event: { readonly connection: string }) =>
      event.connection === figures.connection;
    const connected = found(eventsOf(run, "tls.connected", device).find(mine), "a connection");
    const verifies = eventsOf(run, "tls.message", device).filter(mine)
      .filter(({ message }) => message === "certificate_verify");
    const inCertificates = eventsOf(run, "tls.check", device).filter(mine)
      .filter(({ subject }) => subject === "certificate chain")
      .flatMap(({ checks }) => checks.filter(({ rule }) => rule === "signature"));
    const answer = eventsOf(run, "app.data", device).filter(mine)
      .find(({ direction }) => direction === "received");
    const made = verifies.filter(({ direction }) => direction === "sent").length;
    return {
      figures,
      bytes: bytesIn(run, connected.act),
      signatures: { made, checked: verifies.length - made + inCertificates.length },
      // Its half goes out with every hello, in case the server wants a key agreement.
      multiplications: figures.group === "none" ? 1 : 2,
      millis: (found(answer, "an answer").at - figures.asked) / 1000,
    };
  });
}

/** What TLS put on the wire in an act. */
function bytesIn(run: Recorded, act: number): number {
  return packetsOf(run, { act }).reduce((sum, { payload }) => sum + payload.length, 0);
}

/** One line for each report. */
export function reports(run: Recorded): Table {
  const days = ["Monday: certificates", "Tuesday: factory key"];
  return {
    title: "What a report costs the sensor, counted in this run",
    columns: ["", "bytes on air", "signs", "checks", "curve points", "ms to answer"],
    rows: reportsOf(run).map(({ bytes, signatures, multiplications, millis }, i) => [
      days[i] ?? "",
      String(bytes),
      String(signatures.made),
      String(signatures.checked),
      String(multiplications),
      String(Math.round(millis)),
    ]),
  };
}
