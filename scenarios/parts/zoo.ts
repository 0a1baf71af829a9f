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
        ...judgingBy("baseline", [zoo.revocationList]),
        transparency: { logs, timestamps: TIMESTAMPS },
      },
    },
    {
      name: "web",
      about: "5280, and those rules of the CA/Browser Forum for web sites that the lab knows",
      trust,
      config: judgingBy("baseline"),
    },
    {
      name: "5280",
      about: "the rules of RFC 5280 and RFC 9525, and TLS's advice against SHA-1",
      trust,
      config: judgingBy("rfc5280"),
    },
    {
      name: "laptop",
      about: "web, with three roots more that the machine was delivered with",
      trust: [...trust, ...zoo.delivered],
      config: judgingBy("baseline"),
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

/** What each client says to each case, and why those stay outside that do. */
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
      title: "Who stays outside, and for which rule",
      columns: ["case", "what it shows", "rule that fails", "who says so"],
      rows: visits.flatMap(({ id, what, opinions }) =>
        [...refusersOf(opinions)].map(([rule, who]) => [id, what, rule, shortList(who, names)])
      ),
    },
    {
      title: "Cases of badssl.com that are not here",
      columns: ["case", "why"],
      rows: absent.map(([id, why]) => [id, why]),
    },
  ];
}

/** The clients that stay outside, by the first rule that fails for them. */
function refusersOf(opinions: Visited["opinions"]): ReadonlyMap<string, readonly string[]> {
  const refusers = new Map<string, string[]>();
  for (const [name, { ok, checks }] of opinions) {
    if (ok) continue;
    const rule = checks.find((check) => !check.ok)?.rule ?? "none";
    refusers.set(rule, [...refusers.get(rule) ?? [], name]);
  }
  return refusers;
}

/** Some of all names, or all but some, whichever is shorter. */
function shortList(some: readonly string[], all: readonly string[]): string {
  const others = all.filter((name) => !some.includes(name));
  return others.length < some.length ? `all but ${others.join(", ")}` : some.join(", ");
}
