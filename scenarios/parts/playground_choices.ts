/** What the playground offers: the lab's own lists where it has them, and short ones of its own. */
import { GROUPS_OFFERED, OLDER_SUITES_OFFERED, SUITES_OFFERED } from "../../lab/cast/mod.ts";
import { FLAWS } from "../../lab/flaws/mod.ts";

export interface Choice {
  /** As in addresses. */
  readonly name: string;
  readonly label: string;
  readonly explanation: string;
}

/** Versions are said as in addresses, and called as in stories. */
export const VERSIONS: readonly Choice[] = [
  { name: "TLS1.3", label: "TLS 1.3", explanation: "RFC 9846, which takes the place of RFC 8446" },
  { name: "TLS1.2", label: "TLS 1.2", explanation: "RFC 5246, of 2008" },
];

export const SUITES: readonly Choice[] = [...SUITES_OFFERED, ...OLDER_SUITES_OFFERED].map((
  { name, made },
) => ({
  name,
  label: name.replace(/^TLS_/, ""),
  explanation: `records and keys made with ${made}`,
}));

/** Those that are offered when nothing is chosen. */
export const USUAL_SUITES: readonly string[] = [
  ...SUITES_OFFERED,
  ...OLDER_SUITES_OFFERED.filter(({ modern }) => modern),
].map(({ name }) => name);

export const GROUP_CHOICES: readonly Choice[] = GROUPS_OFFERED.map(({ name, made }) => ({
  name,
  label: name,
  explanation: `key agreement on ${made}`,
}));

export const FLAW_CHOICES: readonly Choice[] = FLAWS.map(({ id, title, breaks }) => ({
  name: id,
  label: title,
  explanation: breaks,
}));

const choice = (name: string, label: string, explanation: string): Choice => ({
  name,
  label,
  explanation,
});

export const CERTIFICATES: readonly Choice[] = [
  choice("valid", "valid", "issued for bank.example by the authority Alice trusts"),
  choice("expired", "expired", "was valid until ten days ago"),
  choice("not-yet-valid", "not yet valid", "will be valid in ten days"),
  choice("wrong-name", "for another name", "issued for shop.example, and shown by the bank"),
  choice("self-signed", "self-signed", "the bank vouches for itself"),
  choice("unknown-authority", "from a stranger", "issued by an authority Alice does not know"),
  choice(
    "missing-intermediate",
    "without the link in between",
    "issued by a branch of the authority, whose certificate the bank forgets to send",
  ),
];

export const KEYS: readonly Choice[] = [
  choice("P-256", "ECDSA P-256", "the usual choice: small and quick"),
  choice("P-384", "ECDSA P-384", "a larger curve"),
  choice("Ed25519", "Ed25519", "signatures that draw no random numbers"),
  choice("RSA-2048", "RSA 2048", "a fixture of the lab, since making one takes long"),
];

export const CLIENT_CERTIFICATES: readonly Choice[] = [
  choice("none", "not asked for", "the bank takes Alice's word, and her PIN"),
  choice("asked", "asked for", "the bank asks, Alice has none, and it goes on"),
  choice("required", "required, and missing", "the bank insists, and Alice has none"),
  choice("shown", "required, and shown", "the bank insists, and Alice has one"),
];

export const ATTACKERS: readonly Choice[] = [
  choice("none", "nobody", "Alice and the bank are alone"),
  choice("listens", "Eve listens", "copies every packet, and changes none"),
  choice("own-root", "Mallory, with a root of her own", "a certificate she issued for the bank"),
  choice("wrong-name", "Mallory, under her own name", "a genuine certificate for mallory.example"),
  choice("self-signed", "Mallory, self-signed", "a certificate for the bank that signs itself"),
  choice("flips", "Mallory flips bits", "changes a digit in Alice's last order, unread"),
  choice("repeats", "Mallory repeats", "sends Alice's last order twice"),
  choice("drops", "Mallory drops", "loses Alice's last order but one"),
  choice("swaps", "Mallory swaps", "lets Alice's last order go before the one before it"),
];
