/** Second opinions on questions about chains: from certificates parsed anew. */
import { hex } from "../../lab/bytes/mod.ts";
import { extension, parseCertificate, shortName } from "../../lab/pki/mod.ts";
import type { Run } from "../../lab/scenario/mod.ts";

/** When every world begins, in seconds since 1970. */
const FIRST_OF_AUGUST_2026 = 1_785_542_400;

/** The certificates that somebody was shown in a connection, leaf first. */
function shown({ trace }: Run, node: string, connection = 0) {
  const check =
    trace.events.filter((event) =>
      event.kind === "tls.check" && event.node === node && event.subject === "certificate chain"
    )[connection];
  if (check?.kind !== "tls.check") throw new Error(`Cannot find a check of ${node}`);
  const now = FIRST_OF_AUGUST_2026 + check.at / 1e6;
  const certificates = check.certificates.map((der) => {
    const parsed = parseCertificate(der);
    if (!parsed.ok) throw new Error(parsed.error);
    return parsed.value;
  });
  return { now, certificates };
}

const shownToAlice = (run: Run) => shown(run, "alice");

function serial(run: Run, index: number): string {
  return hex(shownToAlice(run).certificates[index]!.serialNumber);
}

function noteOf({ trace }: Run, node: string, words: string): string {
  const note = trace.events.find((event) =>
    event.kind === "note" && event.node === node && event.text.includes(words)
  );
  return note?.kind === "note" ? note.text : "";
}

/** The first certificate above the leaf that is no authority. */
function noAuthority(run: Run): string {
  const at = shownToAlice(run).certificates.findIndex((one, i) =>
    i > 0 && extension(one, "basicConstraints")?.value.cA !== true
  );
  return String(at);
}

/** The certificate with a limit that those below it break. */
function limited(run: Run): string {
  const at = shownToAlice(run).certificates.findIndex((one, i) =>
    i - 1 > (extension(one, "basicConstraints")?.value.pathLenConstraint ?? Infinity)
  );
  return String(at);
}

/** By address of the question. */
export const CHAIN_OPINIONS: Readonly<Record<string, (row: Run) => string>> = {
  "expired/rule": (row) => {
    const { now, certificates } = shownToAlice(row);
    return now > certificates[0]!.validity.notAfter ? "validity" : "none";
  },
  "expired/serial": (row) => serial(row, 0),
  "not-yet-valid/rule": (row) => {
    const { now, certificates } = shownToAlice(row);
    return now < certificates[0]!.validity.notBefore ? "validity" : "none";
  },
  "not-yet-valid/steps": (row) => {
    const clock = /it is ([\d-]+) /.exec(noteOf(row, "mallory", "answers first"))![1]!;
    return String((Date.parse(clock) / 1000 - FIRST_OF_AUGUST_2026) / 1000);
  },
  // From 1900 to 1970 there were 70 years, 17 of them leap years.
  "not-yet-valid/packet": (row) => {
    const clock = /: ([\d-]+) /.exec(noteOf(row, "alice", "100 days ahead"))![1]!;
    return (Date.parse(clock) / 1000 + (70 * 365 + 17) * 86_400).toString(16);
  },
  "not-yet-valid/serial": (row) => serial(row, 0),
  "dv-hijack/answer": (row) => {
    const sent = row.trace.events.find((event) =>
      event.kind === "wire.sent" && event.act === 2 && event.node === "mallory" &&
      event.segment.from.port === 80 &&
      event.segment.payload.length > 0
    );
    return `#${sent?.id}`;
  },
  "dv-hijack/places": (row) => {
    const asked = row.trace.events.filter((event) =>
      event.kind === "wire.sent" && event.act === 2 && event.segment.from.port === 80 &&
      new TextDecoder().decode(event.segment.payload).startsWith("HTTP/1.1 200")
    );
    return String(asked.length);
  },
  "dv-hijack/problem": (row) => {
    const decided = noteOf(row, "trent", "may not issue for account 2");
    return decided === "" ? "none" : "caa";
  },
  "dv-hijack/serial": (row) => serial(row, 0),
  "leaf-as-ca/rule": (row) => noAuthority(row) === "1" ? "basicConstraints" : "none",
  "leaf-as-ca/place": noAuthority,
  "leaf-as-ca/serial": (row) => serial(row, 1),
  "path-length/rule": (row) => limited(row) === "2" ? "pathLength" : "none",
  "path-length/place": limited,
  "path-length/serial": (row) => serial(row, 1),
  "wrong-purpose/rule": (row) => {
    const purposes = extension(shownToAlice(row).certificates[0]!, "extendedKeyUsage")?.value;
    return purposes?.join() === "1.3.6.1.5.5.7.3.2" ? "extendedKeyUsage" : "none";
  },
  "wrong-purpose/serial": (row) => serial(row, 0),
  "name-constraints/rule": (row) => {
    const [leaf, company] = shown(row, "alice", 0).certificates;
    const [base] = extension(company!, "nameConstraints")!.value.permittedSubtrees!;
    const [name] = extension(leaf!, "subjectAltName")!.value;
    const [inside, domain] = [String(name!.value), String(base!.base.value)];
    return inside === domain || inside.endsWith(`.${domain}`) ? "none" : "nameConstraints";
  },
  "name-constraints/label": (row) => {
    const [leaf] = shown(row, "alice", 1).certificates;
    return extension(leaf!, "subjectAltName") === undefined ? "name" : "none";
  },
  "name-constraints/serial": (row) => hex(shown(row, "alice", 1).certificates[0]!.serialNumber),
  "null-prefix/length": (row) => {
    const [name] = extension(shown(row, "alice", 0).certificates[0]!, "subjectAltName")!.value;
    return String(String(name!.value).indexOf("\0"));
  },
  "null-prefix/star": (row) => {
    const [name] = extension(shown(row, "alice", 1).certificates[0]!, "subjectAltName")!.value;
    return /^\*\.[^.]+$/.test(String(name!.value)) ? "webNames" : "none";
  },
  "null-prefix/serial": (row) => hex(shown(row, "alice", 1).certificates[0]!.serialNumber),
  "wrong-host/rule": (row) => {
    const [leaf] = shownToAlice(row).certificates;
    return extension(leaf!, "subjectAltName") === undefined ? "name" : "none";
  },
  "wrong-host/serial": (row) => serial(row, 0),
  "self-signed/first": (row) => serial(row, 0),
  "self-signed/certificates": (row) => {
    const [first, second] = [0, 1].map((i) => hex(shown(row, "alice", i).certificates[0]!.der));
    return first === second ? "1" : "2";
  },
  "untrusted-issuer/refused": (row) =>
    String(
      row.trace.events.filter((event) =>
        event.kind === "tls.alert" && event.node === "alice" && event.alert === "unknown_ca" &&
        event.direction === "sent"
      ).length,
    ),
  "untrusted-issuer/taken": (row) => hex(shown(row, "alice", 1).certificates[0]!.serialNumber),
  "missing-intermediate/sent": (row) => String(shown(row, "phone").certificates.length),
  "missing-intermediate/missing": (row) => shortName(shown(row, "phone").certificates[1]!.subject),
  "missing-intermediate/serial": (row) => hex(shown(row, "desktop").certificates[0]!.serialNumber),
};
