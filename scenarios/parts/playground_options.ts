/**
 * What can be chosen in the playground, as data: the lab's own lists, each choice with a label and
 * one line on what it means. Pages draw controls from it and never repeat it.
 */
import {
  ATTACKERS,
  CERTIFICATES,
  type Choice,
  CLIENT_CERTIFICATES,
  FLAW_CHOICES,
  GROUP_CHOICES,
  KEYS,
  SUITES,
  USUAL_SUITES,
  VERSIONS,
} from "./playground_choices.ts";

export type { Choice };

/** Everything that decides a run, except its seed. All of it is plain data. */
export interface PlaygroundOptions {
  /** `TLS1.3`, `TLS1.2`: what Alice speaks. */
  readonly versions: readonly string[];
  /** IANA names, in Alice's order of preference. */
  readonly suites: readonly string[];
  readonly groups: readonly string[];
  /** Ids of mistakes built into Alice. */
  readonly flaws: readonly string[];
  readonly pinning: boolean;
  readonly clientCertificate: string;
  /** The same for the bank. */
  readonly bankVersions: readonly string[];
  readonly bankSuites: readonly string[];
  readonly bankGroups: readonly string[];
  readonly bankFlaws: readonly string[];
  readonly certificate: string;
  readonly key: string;
  readonly attacker: string;
  /** Milliseconds a packet travels. */
  readonly latency: number;
  /** Kilobits per second; 0 for no limit. */
  readonly bandwidth: number;
  /** Packets lost of a hundred. */
  readonly loss: number;
  /** Bytes of the longest packet. */
  readonly mtu: number;
  /** What Alice says once she has typed her PIN. */
  readonly say: readonly string[];
}

interface ControlWords {
  /** The option it sets. */
  readonly option: keyof PlaygroundOptions;
  /** Its name in addresses. */
  readonly param: string;
  /** Whose it is. */
  readonly group: "Alice" | "Bank" | "Attacker" | "Link" | "Story";
  readonly label: string;
  readonly explanation: string;
}

/** One thing to choose. */
export type Control =
  & ControlWords
  & (
    /** `order`: at least one, the preferred first. `set`: any of them. `one`: exactly one. */
    | { readonly kind: "order" | "set" | "one"; readonly choices: readonly Choice[] }
    | { readonly kind: "switch" }
    | {
      readonly kind: "number";
      readonly least: number;
      readonly most: number;
      readonly step: number;
      readonly unit: string;
    }
    | { readonly kind: "texts"; readonly most: number; readonly longest: number }
  );

const side = (
  group: "Alice" | "Bank",
  versions: "versions" | "bankVersions",
  suites: "suites" | "bankSuites",
  groups: "groups" | "bankGroups",
  flaws: "flaws" | "bankFlaws",
): readonly Control[] => [
  {
    option: versions,
    param: kebab(versions),
    group,
    label: "versions",
    explanation: "the newest that both speak is taken",
    kind: "order",
    choices: VERSIONS,
  },
  {
    option: suites,
    param: kebab(suites),
    group,
    label: "cipher suites",
    explanation: "in order of preference; those of a version that is not spoken do not count",
    kind: "order",
    choices: SUITES,
  },
  {
    option: groups,
    param: kebab(groups),
    group,
    label: "groups",
    explanation: "for the key agreement, in order of preference",
    kind: "order",
    choices: GROUP_CHOICES,
  },
  {
    option: flaws,
    param: kebab(flaws),
    group,
    label: "built-in mistakes",
    explanation: "known ones, each seen in the world",
    kind: "set",
    choices: FLAW_CHOICES,
  },
];

const one = (
  option: "clientCertificate" | "certificate" | "key" | "attacker",
  group: Control["group"],
  label: string,
  explanation: string,
  choices: readonly Choice[],
): Control => ({ option, param: kebab(option), group, label, explanation, kind: "one", choices });

const number = (
  option: "latency" | "bandwidth" | "loss" | "mtu",
  label: string,
  explanation: string,
  limits: { least: number; most: number; step: number; unit: string },
): Control => ({
  option,
  param: kebab(option),
  group: "Link",
  label,
  explanation,
  kind: "number",
  ...limits,
});

/** Every control, in the order in which a page shows them; what is derived follows the lab. */
const CONTROLS: readonly Control[] = [
  ...side("Alice", "versions", "suites", "groups", "flaws"),
  {
    option: "pinning",
    param: "pinning",
    group: "Alice",
    label: "pinning",
    explanation: "Alice accepts only the bank's key she met before",
    kind: "switch",
  },
  ...side("Bank", "bankVersions", "bankSuites", "bankGroups", "bankFlaws"),
  one("certificate", "Bank", "certificate", "what the bank shows Alice", CERTIFICATES),
  one("key", "Bank", "key", "what the bank signs the handshake with", KEYS),
  one(
    "clientCertificate",
    "Bank",
    "client certificate",
    "whether the bank wants to see one, and whether Alice has it",
    CLIENT_CERTIFICATES,
  ),
  one("attacker", "Attacker", "attacker", "who else is there", ATTACKERS),
  number("latency", "latency", "how long a packet travels", {
    least: 0,
    most: 2000,
    step: 1,
    unit: "ms",
  }),
  number("bandwidth", "bandwidth", "how much fits the line in a second; 0 for no limit", {
    least: 0,
    most: 1_000_000,
    step: 1,
    unit: "kbit/s",
  }),
  number("loss", "loss", "how many packets of a hundred are lost", {
    least: 0,
    most: 30,
    step: 1,
    unit: "%",
  }),
  number("mtu", "longest packet", "headers included", {
    least: 68,
    most: 9000,
    step: 1,
    unit: "bytes",
  }),
  {
    option: "say",
    param: "say",
    group: "Story",
    label: "what Alice says",
    explanation: "one order at a time, once she has typed her PIN",
    kind: "texts",
    most: 6,
    longest: 100,
  },
];

/** What is chosen when nothing is. */
export const PLAYGROUND_DEFAULTS: PlaygroundOptions = {
  versions: ["TLS1.3"],
  suites: USUAL_SUITES,
  groups: GROUP_CHOICES.map(({ name }) => name),
  flaws: [],
  pinning: false,
  clientCertificate: "none",
  bankVersions: ["TLS1.3"],
  bankSuites: USUAL_SUITES,
  bankGroups: GROUP_CHOICES.map(({ name }) => name),
  bankFlaws: [],
  certificate: "valid",
  key: "P-256",
  attacker: "none",
  latency: 5,
  bandwidth: 0,
  loss: 0,
  mtu: 1500,
  say: ["pay bob 100 EUR", "pay carol 20 EUR"],
};

/** Everything there is to choose: the controls of a page, with their choices and limits. */
export function playgroundChoices(): readonly Control[] {
  return CONTROLS;
}

/** `bank-suites` for `bankSuites`. */
function kebab(option: keyof PlaygroundOptions): string {
  return option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
