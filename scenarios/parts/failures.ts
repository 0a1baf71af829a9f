/** Six ways in which a connection does not come about, and what is done about each. */
import { eventsOf, type Recorded, type Table } from "../../lab/scenario/mod.ts";

/** Why a connection may fail, with what puts it right. */
export interface Failure {
  /** The title of its act: what Alice does. */
  readonly title: string;
  /** What is wrong, in a few words. */
  readonly wrong: string;
  readonly fix: string;
}

export const FAILURES = {
  version: {
    title: "Alice takes her old telephone",
    wrong: "no common version",
    fix: "let the newer side speak the older version too, or update the older side",
  },
  suite: {
    title: "Alice takes a device with one cipher suite",
    wrong: "no common cipher suite",
    fix: "let both lists hold the suites that everybody has",
  },
  name: {
    title: "Alice types www before the name",
    wrong: "another name",
    fix: "put every name that people use into the certificate",
  },
  untrusted: {
    title: "Alice takes a machine that trusts another root",
    wrong: "unknown authority",
    fix: "install the root, or use an authority that is known everywhere",
  },
  client: {
    title: "Alice goes to the office, which wants to see a badge",
    wrong: "no client certificate",
    fix: "give the client a certificate that this server accepts",
  },
  expired: {
    title: "Alice comes back after a hundred days",
    wrong: "expired",
    fix: "renew in time, by a machine and not by a person",
  },
} as const satisfies Readonly<Record<string, Failure>>;

/** What became of each of them: alert, who sent it, what that party's engine said; what helps. */
export function failureTables(trace: Recorded["trace"]): readonly Table[] {
  const acts = eventsOf({ trace }, "act");
  const rows = Object.values(FAILURES).map(({ title, wrong, fix }) => {
    const act = acts.find((event) => event.title === title)?.act;
    const alert = eventsOf({ trace }, "tls.alert").find((event) =>
      event.act === act && event.direction === "sent" && event.reason !== undefined
    );
    const stands = eventsOf({ trace }, "tls.connected").find((event) => event.act === act);
    return { wrong, fix, alert, version: stands?.version ?? "nothing" };
  });
  const failed = rows.flatMap(({ wrong, alert }) =>
    alert === undefined ? [] : [[wrong, alert.alert, alert.node, alert.detail ?? ""]]
  );
  if (failed.length === 0) {
    return [{
      title: "All of it put right",
      columns: ["trouble", "now", "what was done"],
      rows: rows.map(({ wrong, fix, version }) => [wrong, `${version} stands`, fix]),
    }];
  }
  return [
    {
      title: "What went wrong, as the engines tell it",
      columns: ["trouble", "alert", "sent by", "its reason"],
      rows: failed,
    },
    {
      title: "What helps",
      columns: ["trouble", "what to do"],
      rows: rows.map(({ wrong, fix }) => [wrong, fix]),
    },
  ];
}
