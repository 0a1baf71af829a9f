/** Alice gives orders to her bank while Mallory passes the records on: TLS, and no keys for her. */
import { type App, type ServerOptions, type Stage } from "../../lab/cast/mod.ts";
import type { Flaw } from "../../lab/flaws/mod.ts";

/**
 * The cast of the stories about records. Both ends make the same mistakes, unless the bank has its own.
 *
 * @param flaws mistakes in how records are protected
 * @param app what the bank does with orders
 * @param config what both ends speak; TLS 1.3 unless said
 */
export function payments(
  world: Stage,
  { flaws, bankFlaws = flaws, app, config = {} }: {
    readonly flaws: readonly Flaw[];
    readonly bankFlaws?: readonly Flaw[];
    readonly app: App;
    readonly config?: Pick<NonNullable<ServerOptions["config"]>, "versions" | "cipherSuites">;
  },
) {
  const root = world.authority("Honest Root");
  const bank = world.server("bank", {
    identity: root.issue("bank.example"),
    app,
    flaws: bankFlaws,
    config,
  });
  const alice = world.client("alice", { trust: [root], flaws, config });
  const mallory = world.attacker("mallory", { on: world.link("backbone", alice, bank) });
  return { alice, bank, mallory };
}

/**
 * Index of the client's n-th order among its protected records, n from 1: its Finished is the
 * first protected record, number 0, and every order is a record of its own.
 */
export function order(n: number): { readonly index: number } {
  return { index: n };
}
