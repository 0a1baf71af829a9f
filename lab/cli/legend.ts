import { type ArrowRow, type SequenceRow, SHORT_NAMES } from "../views/mod.ts";
import { ContentType, ProtocolVersion } from "../wire/mod.ts";
import { wrap } from "./text.ts";

/** What the signs of a diagram mean; only those that it has. */
export function legendLines(rows: readonly SequenceRow[], width: number): string[] {
  const arrows = rows.filter((row) => row.kind === "arrow");
  const remarks = rows.filter((row) => row.kind === "remark");
  const signs: readonly (readonly [boolean, string])[] = [
    ...bracketSigns(arrows),
    [arrows.some(({ forged }) => forged), "′ sent by somebody else than it claims"],
    [arrows.some(({ past }) => past.length > 0), "┼ passed on unchanged"],
    [arrows.some(({ tappedBy }) => tappedBy.length > 0), "○ copied"],
    [arrows.some(({ lost }) => lost), "× lost"],
    ...nameSigns(arrows),
    [remarks.some(({ tone }) => tone === "neutral"), "◆ remark"],
    [remarks.some(({ tone }) => tone === "good"), "✗ refuses"],
    [remarks.some(({ tone }) => tone === "bad"), "! helps an attacker"],
    [arrows.length > 0, "#n event n"],
    [arrows.length > 0, "TCP's own packets are not drawn"],
  ];
  const shown = signs.filter(([occurs]) => occurs).map(([, meaning]) => meaning);
  // Spaces that must not break stand in for those inside a meaning until the lines are made.
  const whole = shown.map((meaning) => meaning.replaceAll(" ", "\u00a0"));
  return shown.length === 0
    ? []
    : wrap(whole.join(" · "), width - 1).map((line) => ` ${line.replaceAll("\u00a0", " ")}`);
}

/**
 * Up to TLS 1.2 one key does for all, and the brackets only tell what is inside; a diagram may have
 * calls of both kinds.
 */
function bracketSigns(arrows: readonly ArrowRow[]): (readonly [boolean, string])[] {
  const sealed = arrows.flatMap(({ records }) =>
    records.filter(({ protection }) => protection !== "none")
  );
  const newer = sealed.some(({ version }) => version >= ProtocolVersion["TLS 1.3"]);
  const older = sealed.some(({ version }) => version < ProtocolVersion["TLS 1.3"]);
  const meaning = (inside: string, keys: string) => {
    if (!newer) return `sealed ${inside}`;
    return older ? `sealed ${inside}, in TLS 1.3 with ${keys} keys` : `sealed with ${keys} keys`;
  };
  const has = (bracket: string) => arrows.some(({ label }) => label.includes(bracket));
  return [
    [sealed.some(({ protection }) => protection === "early"), "() sealed with early keys"],
    [has("{"), `{} ${meaning("messages of the handshake", "handshake")}`],
    // Behind the handshake TLS 1.3 has messages under these keys, too: tickets, alerts.
    [has("["), `[] ${meaning("application data", "application")}`],
  ];
}

/** Names that diagrams abbreviate, as far as records have such messages. */
function nameSigns(arrows: readonly ArrowRow[]): (readonly [boolean, string])[] {
  const records = arrows.flatMap((arrow) => arrow.records);
  const names = new Set(records.flatMap(({ messages }) => messages.map(({ name }) => name)));
  const changes = records.some(({ content, version }) =>
    content?.type === ContentType.change_cipher_spec && version < ProtocolVersion["TLS 1.3"]
  );
  if (changes) names.add("ChangeCipherSpec");
  return Object.entries(SHORT_NAMES).map(([name, short]) => [names.has(name), `${short} ${name}`]);
}
