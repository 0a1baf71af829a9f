/** The panel of any row of a diagram: of a packet, or of what happened inside one party. */
import type { CryptoProvider } from "../../lab/crypto/mod.ts";
import type { Trace, TraceEvent } from "../../lab/trace/mod.ts";
import {
  certificateView,
  type FoldRow,
  howText,
  knowledgeAt,
  packetView,
  sequence,
  type SequenceRow,
} from "../../lab/views/mod.ts";
import { named, told } from "./names.ts";
import { certificateModel, type PanelCheck, type PanelModel, panelOf, timeIn } from "./panel.ts";

/** Certificates of a judged chain that are taken apart; a hostile one may have hundreds. */
const MOST_CERTIFICATES = 8;

/**
 * Makes the panel of an event.
 *
 * @param rows those of the diagram, where it has been drawn up already
 * @returns `undefined` if it is neither a packet nor a remark of the diagram
 */
export function panelAt(
  trace: Trace,
  crypto: CryptoProvider,
  event: number,
  rows: readonly (SequenceRow | FoldRow)[] = sequence(trace, crypto).rows,
): PanelModel | undefined {
  const packet = packetView(trace, crypto, event);
  if (packet !== undefined) return panelOf(packet, trace);
  const row = rows.find((one) => one.event === event);
  switch (row?.kind) {
    case "remark":
    case "band":
      return remarkPanel(trace, row.event, row.text);
    case "act":
      return remarkPanel(trace, row.event, row.title);
    default:
      return undefined;
  }
}

function remarkPanel(trace: Trace, id: number, text: string): PanelModel {
  const event = trace.events[id]!;
  const checks = event.kind === "tls.check" ? event.checks : [];
  const own = checks.map((check) => ({ ...check, event: id, node: event.node }));
  const cause = trace.events[event.cause ?? -1];
  return {
    event: id,
    heading: `Act ${event.act}, ${timeIn(trace, event)}`,
    label: told(titleOf(event)),
    facts: cause?.kind === "wire.sent" ? [["Brought about by", `#${cause.id}`]] : [],
    explanation: [text, ...further(event)].map(told),
    readers: [],
    checks: checks.map(({ ok, rule, detail, spec }): PanelCheck => ({
      ok,
      rule,
      detail: told(detail),
      spec,
    })),
    sections: event.kind !== "tls.check" ? [] : event.certificates.slice(0, MOST_CERTIFICATES)
      .map((der, index) => certificateModel(certificateView(der, index, own))),
    knowledge: knowledgeAt(trace, id).map(({ title, known, remark }) => ({
      title: named(title),
      by: known.filter(({ extent }) => extent !== "none").map(({ node }) => named(node)),
      how: told(remark),
    })),
  };
}

function titleOf(event: TraceEvent): string {
  const who = named(event.node);
  switch (event.kind) {
    case "tls.check":
      return `${who} ${event.ok ? "accepts" : "refuses"}: ${event.subject}`;
    case "tls.alert":
      return `${who} sends the alert ${event.alert}`;
    case "secret":
      return `${who} learns something`;
    case "grant":
      return `${who} is granted something`;
    case "tally":
      return `${who} has counted`;
    case "act":
      return "A new act";
    case "elapsed":
      return "Time goes by";
    case "round":
      return "Tries that are like the ones before";
    default:
      return who;
  }
}

/** What the row of the diagram does not say. */
function further(event: TraceEvent): string[] {
  return event.kind === "secret" ? [`How: ${named(event.node)} ${howText(event.how)}.`] : [];
}
