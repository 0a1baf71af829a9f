import { equalBytes, hex, utf8 } from "../bytes/mod.ts";
import { caaObjection } from "../acme/mod.ts";
import { caaOf, lookupRecords, type Node, RecordType } from "../net/mod.ts";
import {
  type Certificate,
  extension,
  readEntry,
  readTreeHead,
  shortName,
  type SignedTreeHead,
  writeTreeHead,
} from "../pki/mod.ts";
import type { EventId } from "../trace/mod.ts";
import { http, httpResponse } from "./app.ts";
import { type IssuedIdentity, selfSignedIdentity } from "./authority.ts";
import { Client } from "./client.ts";
import { LogReader } from "./log_reader.ts";
import type { NameServer } from "./name_server.ts";
import { Server } from "./server.ts";
import type { Stage } from "./stage.ts";
import type { TransparencyLog } from "./transparency_log.ts";
import { ResponseReader } from "./web.ts";

export interface MonitorOptions {
  /** The identities that somebody has ordered: other certificates for their names are news. */
  readonly watches: readonly [IssuedIdentity, ...IssuedIdentity[]];
}

/** A certificate that nobody had ordered. */
export interface Finding {
  readonly names: readonly string[];
  readonly issuer: string;
  /** Hexadecimal digits. */
  readonly serialNumber: string;
  readonly certificate: Certificate;
  /** The event of the check that found it. */
  readonly event: EventId;
}

/**
 * Reads all that is new in logs, looks for names (RFC 6962 §5.3), and tells whoever asks which tree
 * head it has seen. RFC 6962 leaves open how that is told; here it is a request of our own.
 */
export class Monitor extends Server {
  readonly #watches: readonly IssuedIdentity[];
  readonly #client: Client;
  readonly #readers: Map<TransparencyLog, LogReader>;

  constructor(stage: Stage, node: Node, { watches }: MonitorOptions) {
    const readers = new Map<TransparencyLog, LogReader>();
    super(stage, node, {
      identity: selfSignedIdentity(stage, node.name, `${node.name}.example`),
      services: [{
        port: 80,
        protection: "none",
        app: http((request) => {
          const name = /^GET \/seen\/([a-z0-9-]+) HTTP\/1\.1\r\n/.exec(request)?.[1];
          const seen = [...readers].find(([log]) => log.name === name)?.[1].latest;
          return seen === undefined
            ? httpResponse("404 Not Found", "")
            : httpResponse("200 OK", writeTreeHead(seen));
        }),
      }],
    }, { role: "monitor", ownsKey: false });
    this.#watches = watches;
    this.#client = new Client(stage, node, {});
    this.#readers = readers;
  }

  /** Reads what is new in a log. @returns certificates for watched names with keys of somebody else */
  reads(log: TransparencyLog): readonly Finding[] {
    let reader = this.#readers.get(log);
    if (reader === undefined) this.#readers.set(log, reader = new LogReader(this.#client, log));
    return reader.read().flatMap(({ leafInput }) => {
      const certificate = readEntry(leafInput)?.certificate;
      return certificate === undefined ? [] : this.#judge(certificate, log);
    });
  }

  /**
   * Looks up who may issue for a name (RFC 8659 §1 leaves that to evaluators, too), and tells the
   * audience.
   *
   * @param issuer the name under which an authority would stand in the record
   * @returns why the record forbids it; `undefined` if it does not, or there is none
   */
  looksUp(names: NameServer, domain: string, issuer: string): string | undefined {
    let objection: string | undefined;
    lookupRecords(this.node, names.node.address, domain, RecordType.CAA, (result) => {
      const records = result.ok ? result.data.map(caaOf) : [];
      const properties = records.filter((record) => record !== undefined);
      const question = { issuer, account: "", method: "", wildcard: false };
      objection = caaObjection(properties, question);
      const says = objection ?? `${issuer} is not forbidden to issue`;
      this.note(`the record about ${domain}: ${says}`, result.packet);
    });
    this.stage.settle();
    return objection;
  }

  /** The last tree head of a log that passed all checks. */
  seen(log: TransparencyLog): SignedTreeHead | undefined {
    return this.#readers.get(log)?.latest;
  }

  #judge(certificate: Certificate, log: TransparencyLog): Finding[] {
    const names =
      extension(certificate, "subjectAltName")?.value.flatMap((name) =>
        name.type === "dNSName" ? [name.value] : []
      ) ?? [];
    const watched = this.#watches.find(({ subject }) => names.includes(subject));
    if (watched === undefined) return [];
    const pin = this.stage.crypto.hash("SHA-256").digest(certificate.subjectPublicKeyInfo.der);
    if (this.#watches.some((own) => own.subject === watched.subject && equalBytes(own.pin, pin))) {
      return [];
    }
    const issuer = shortName(certificate.issuer);
    const event = this.recorder.record(this.name, {
      kind: "tls.check",
      connection: `${this.name} → ${log.name}`,
      subject: "certificate log",
      ok: false,
      checks: [{
        rule: "watchedName",
        ok: false,
        detail: `"${issuer}" has issued a certificate for ${watched.subject} with a key that is ` +
          "not the owner's",
        spec: "RFC 6962 §5.3",
      }],
      certificates: [],
    });
    return [{ names, issuer, serialNumber: hex(certificate.serialNumber), certificate, event }];
  }
}

/**
 * Asks a monitor which tree head of a log it has seen last.
 *
 * @returns `undefined` if it has seen none
 */
export function headSeenBy(
  client: Client,
  monitor: Monitor,
  log: TransparencyLog,
): SignedTreeHead | undefined {
  const session = client.connect(monitor, { port: 80, tls: false });
  session.send(`GET /seen/${log.name} HTTP/1.1\r\nHost: ${monitor.name}.example\r\n\r\n`);
  const reader = new ResponseReader();
  reader.push(utf8(session.receive()));
  const response = reader.next();
  session.close();
  return response?.status === 200 ? readTreeHead(response.body) : undefined;
}
