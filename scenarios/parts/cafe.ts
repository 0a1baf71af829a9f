/** Alice, her bank, and Mallory who runs the café's Wi-Fi: the stage of several stories. */
import {
  type AuthorityOptions,
  type ClientOptions,
  lines,
  type Stage,
} from "../../lab/cast/mod.ts";
import { acceptAnyCertificate, type Flaw, ignoreIssuer, ignoreName } from "../../lab/flaws/mod.ts";

/** The cast of the café. Alice trusts the authority that issued the bank's certificate. */
export function cafe(
  world: Stage,
  { flaws, rootKey, config = {} }: {
    readonly flaws: readonly Flaw[];
    /** What the authority signs with; a key of its own making unless said. */
    readonly rootKey?: AuthorityOptions["key"];
    readonly config?: ClientOptions["config"];
  },
) {
  const honestRoot = world.authority("Honest Root", rootKey === undefined ? {} : { key: rootKey });
  const bank = world.server("bank", {
    identity: honestRoot.issue("bank.example"),
    app: lines((request) => request === "balance?" ? "42 EUR" : "OK"),
  });
  const alice = world.client("alice", { trust: [honestRoot], flaws, config });
  const mallory = world.attacker("mallory", { on: world.link("café Wi-Fi", alice, bank) });
  const pin = alice.types("PIN", "4711");
  bank.knowsAlready(pin);
  return { honestRoot, bank, alice, mallory, pin };
}

/** What a client does wrong that checks only the chain, only the name, or neither. */
export function halfChecked(
  { chain, name }: { readonly chain: boolean; readonly name: boolean },
): readonly Flaw[] {
  if (chain && name) return [];
  return chain ? [ignoreName] : name ? [ignoreIssuer] : [acceptAnyCertificate];
}
