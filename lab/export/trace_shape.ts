/** What a trace looks like in JSON. The compiler holds every shape against the trace's own types. */
import type { EventKind, How, Trace, TraceEvent } from "../trace/mod.ts";
import {
  count,
  integer,
  list,
  octets,
  oneOf,
  type Shape,
  structure,
  text,
  truth,
  variants,
} from "./shape.ts";

const range = structure({ start: count, end: count });
const endpoint = structure({ address: text, port: count });

const how: Shape<How> = variants<How>("by", {
  generated: structure({ by: oneOf("generated") }),
  typed: structure({ by: oneOf("typed") }),
  configured: structure({ by: oneOf("configured") }),
  derived: structure({ by: oneOf("derived"), from: text }),
  received: structure({ by: oneOf("received"), event: count }),
  read: structure({ by: oneOf("read"), event: count }),
  opened: structure({ by: oneOf("opened"), event: count, key: text }),
  decrypted: structure({ by: oneOf("decrypted"), event: count, key: text }),
  computed: structure({ by: oneOf("computed"), from: list(count), method: text }),
  guessed: structure({ by: oneOf("guessed"), asks: count }),
  granted: structure({ by: oneOf("granted"), why: text }),
});

const segment = structure({
  protocol: oneOf("tcp", "udp"),
  from: endpoint,
  to: endpoint,
  flags: list(oneOf("SYN", "ACK", "FIN", "RST")),
  sequence: count,
  acknowledgment: count,
  payload: octets,
});

const check = structure(
  { rule: text, ok: truth, detail: text, spec: text },
  { certificate: count, range },
);

/** What every event has. */
const common = { id: count, at: count, act: count, node: text };
const caused = { cause: count };
const direction = oneOf("sent", "received");
const connection = text;

const event = variants<TraceEvent>(
  "kind",
  {
    act: structure({ ...common, kind: oneOf("act"), title: text, happens: truth }, caused),
    note: structure({ ...common, kind: oneOf("note"), text }, caused),
    elapsed: structure({ ...common, kind: oneOf("elapsed"), text }, caused),
    grant: structure({ ...common, kind: oneOf("grant"), what: text, why: text }, caused),
    round: structure({ ...common, kind: oneOf("round"), series: text, number: count }, caused),
    tally: structure({
      ...common,
      kind: oneOf("tally"),
      counts: list(structure({ what: text, count })),
      micros: count,
    }, caused),
    "wire.sent": structure(
      { ...common, kind: oneOf("wire.sent"), link: text, to: text, segment },
      { ...caused, arrives: count, forwards: count, forged: truth, retransmits: count },
    ),
    "wire.dropped": structure(
      { ...common, kind: oneOf("wire.dropped"), packet: count, why: text },
      caused,
    ),
    "wire.held": structure(
      { ...common, kind: oneOf("wire.held"), packet: count, why: text },
      caused,
    ),
    "wire.tapped": structure({ ...common, kind: oneOf("wire.tapped"), packet: count }, caused),
    "tls.message": structure({
      ...common,
      kind: oneOf("tls.message"),
      connection,
      direction,
      message: text,
      length: count,
    }, caused),
    "tls.state": structure(
      { ...common, kind: oneOf("tls.state"), connection, from: text, to: text },
      caused,
    ),
    "tls.secret": structure({
      ...common,
      kind: oneOf("tls.secret"),
      connection,
      label: text,
      secret: text,
      clientRandom: octets,
      cipherSuite: text,
    }, caused),
    "tls.check": structure({
      ...common,
      kind: oneOf("tls.check"),
      connection,
      subject: oneOf(
        "certificate chain",
        "certificate log",
        "pinned key",
        "revocation",
        "signature",
        "pre-shared key",
        "early data",
        "finished",
      ),
      ok: truth,
      checks: list(check),
      certificates: list(octets),
    }, { ...caused, flaw: text, alert: text }),
    "tls.connected": structure({
      ...common,
      kind: oneOf("tls.connected"),
      connection,
      version: text,
      cipherSuite: text,
      group: text,
    }, {
      ...caused,
      alpn: text,
      serverName: text,
      resumed: truth,
      psk: oneOf("resumption", "external"),
    }),
    "tls.earlyData": structure(
      { ...common, kind: oneOf("tls.earlyData"), connection, accepted: truth },
      caused,
    ),
    "tls.alert": structure(
      { ...common, kind: oneOf("tls.alert"), connection, direction, alert: text },
      { ...caused, reason: text, detail: text },
    ),
    "tls.closed": structure({
      ...common,
      kind: oneOf("tls.closed"),
      connection,
      how: oneOf("close_notify", "alert", "transport"),
    }, caused),
    "app.data": structure(
      { ...common, kind: oneOf("app.data"), connection, direction, data: octets },
      { ...caused, early: truth },
    ),
    "app.effect": structure({ ...common, kind: oneOf("app.effect"), effect: text }, caused),
    secret: structure({ ...common, kind: oneOf("secret"), secret: text, how }, caused),
  } satisfies { readonly [K in EventKind]: Shape<TraceEvent & { readonly kind: K }> },
);

/** A trace, whose parts may still point at things it does not have. */
export const traceShape: Shape<Trace> = structure({
  format: oneOf("tls-lab-trace"),
  version: oneOf(1),
  scenario: text,
  seed: integer,
  with: list(text),
  flaws: list(structure({ id: text, title: text, node: text })),
  parties: list(structure({ id: text, role: text, address: text, hostile: truth })),
  secrets: list(structure({
    id: text,
    title: text,
    kind: oneOf("private key", "traffic secret", "text"),
    bytes: octets,
  })),
  knowledge: list(structure({ secret: text, node: text, event: count, how })),
  events: list(event),
});
