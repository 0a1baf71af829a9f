/** Second opinions on what logs show: computed from the entries that they hand out. */
import { assert, assertEquals } from "@std/assert";
import { concat, fromUtf8, hex } from "../../../lab/bytes/mod.ts";
import {
  leafHash,
  MerkleTree,
  parseCertificate,
  readEntries,
  shortName,
} from "../../../lab/pki/mod.ts";
import type { Run } from "../../../lab/scenario/mod.ts";
import { crypto } from "../../../lab/scenario/testing.ts";
import { certificate, events, type Opinion } from "./read.ts";

/** The tree of all entries that a log has handed out to somebody. */
function treeShown({ trace }: Run, from: string, to: string): MerkleTree {
  const said = trace.events.flatMap((event) =>
    event.kind === "wire.sent" && event.node === from && event.to === to
      ? [event.segment.payload]
      : []
  );
  const answers = fromUtf8(concat(...said)).split("\r\n\r\n")
    .map((part) => part.replace(/HTTP\/1\.1 [^]*$/, ""));
  const entries = answers.flatMap((json) => readEntries(json) ?? []);
  assert(entries.length > 0, `entries for ${to}`);
  return new MerkleTree(crypto, entries.map(({ leafInput }) => leafHash(crypto, leafInput)));
}

/** What the checks of logs say, of one party. */
const words = (row: Run, node: string) =>
  events(row, "tls.check", node).filter(({ subject }) => subject === "certificate log")
    .flatMap(({ checks }) => checks);

export const ON_LOGS: Readonly<Record<string, Opinion>> = {
  "ct-split-view/entries": (row) => {
    const found = words(row, "alice").map(({ detail }) => /list has (\d+) entr/.exec(detail)?.[1])
      .find((count) => count !== undefined);
    assertEquals(Number(found), treeShown(row, "log", "monitor").size + 1);
    return found!;
  },
  "ct-split-view/rule": (row) => {
    const [failed, ...more] = words(row, "alice").filter(({ ok }) => !ok);
    assertEquals(more, []);
    return failed!.spec.includes("§2.1.2") ? "consistency" : "none";
  },
  "ct-split-view/root": (row) => hex(treeShown(row, "log", "monitor").root()).slice(0, 8),
  "ct-split-view/serial": (row) => hex(certificate(row, "alice").serialNumber),

  "rogue-ca/issuer": (row) => {
    const parsed = parseCertificate(events(row, "tls.check", "alice")[0]!.certificates[0]!);
    assert(parsed.ok);
    return shortName(parsed.value.issuer);
  },
  "rogue-ca/record": (row) => {
    const note = events(row, "note", "monitor").find(({ text }) => text.includes("the record"));
    return /"(.*?)" may issue/.exec(note!.text)![1]!;
  },
  "rogue-ca/rule": (row) => {
    const sent = events(row, "tls.alert", "alice").filter(({ direction }) => direction === "sent");
    return sent.at(-1)!.alert === "certificate_revoked" ? "revocationLists" : "none";
  },
  "rogue-ca/serial": (row) => hex(certificate(row, "alice").serialNumber),
};
