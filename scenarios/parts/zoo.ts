/** Seven clients that look at the same certificates, and what they say. */
import { type ClientPolicy, judgingBy, type Opinion, type zooOf } from "../../lab/cast/mod.ts";
import { acceptAnyCertificate, ignoreDates, matchCommonName } from "../../lab/flaws/mod.ts";
import type { Table } from "../../lab/scenario/mod.ts";

type Zoo = ReturnType<typeof zooOf>;

/** How many logs have to know of a certificate, for a client that asks. */
const TIMESTAMPS = 2;

/** One of the seven, with a word about it. */
export interface ZooPolicy extends ClientPolicy {
  readonly about: string;
}

/** From the one that asks for most to the one that asks for nothing. */
export function policiesOf(zoo: Zoo): readonly [ZooPolicy, ...ZooPolicy[]] {
  const trust = [zoo.root];
  const { logs, pin } = zoo;
  return [
    {
      name: "full",
      about: "web, and a list of what was revoked, a pinned key, and promises of two logs",
      trust,
      pins: { [pin.host]: [pin.key] },
      config: {
        ...judgingBy("webpki", [zoo.revocationList]),
        transparency: { logs, timestamps: TIMESTAMPS },
      },
    },
    {
      name: "web",
      about: "the rules of RFC 5280 and those of the CA/Browser Forum for web sites",
      trust,
      config: judgingBy("webpki"),
    },
    {
      name: "5280",
      about: "the rules of RFC 5280 and RFC 9525 alone",
      trust,
      config: judgingBy("rfc5280"),
    },
    {
      name: "laptop",
      about: "web, with three roots more that the machine was delivered with",
      trust: [...trust, ...zoo.delivered],
      config: judgingBy("webpki"),
    },
    {
      name: "label",
      about: "5280, but it takes the common name for the server's name",
      trust,
      flaws: [matchCommonName],
    },
    { name: "no date", about: "5280, but it does not look at dates", trust, flaws: [ignoreDates] },
    { name: "any", about: "takes whatever it is shown", trust, flaws: [acceptAnyCertificate] },
  ];
}

/** What all of them say to one case. */
export interface Visited {
  readonly id: string;
  readonly shows: "good" | "odd" | "bad";
  readonly what: string;
  /** Whether the visitor's own client went in. */
  readonly entered: boolean;
  /** By the name of the policy. */
  readonly opinions: ReadonlyMap<string, Opinion>;
}

/** What each client says to each case, and for which rule the strictest one stays outside. */
export function zooTables(
  visits: readonly Visited[],
  policies: readonly ZooPolicy[],
  absent: Zoo["absent"],
): readonly Table[] {
  const names = policies.map(({ name }) => name);
  const says = (opinion: Opinion | undefined) => opinion?.ok ? "in" : "—";
  return [
    {
      title: "Who goes in: what seven clients say to the same certificates",
      columns: ["case", "it is", ...names],
      rows: visits.map(({ id, shows, opinions }) => [
        id,
        shows,
        ...names.map((name) => says(opinions.get(name))),
      ]),
    },
    {
      title: "The seven clients",
      columns: ["client", "what it asks for"],
      rows: policies.map(({ name, about }) => [name, about]),
    },
    {
      title: "Why the first client stays outside",
      columns: ["case", "what it shows", "rule", "alert"],
      rows: visits.flatMap(({ id, what, opinions }) => {
        const opinion = opinions.get(names[0]!);
        if (opinion === undefined || opinion.ok) return [];
        const rule = opinion.checks.find(({ ok }) => !ok)?.rule ?? "";
        return [[id, what, rule, opinion.alert ?? ""]];
      }),
    },
    {
      title: "Cases of badssl.com that are not here",
      columns: ["case", "why"],
      rows: absent.map(([id, why]) => [id, why]),
    },
  ];
}
