import { assert, assertEquals } from "@std/assert";
import { keepingIntermediates, lines, playingAuthority } from "./mod.ts";
import { emptyStage, street } from "./testing.ts";

/** A shop that sends its own certificate alone, and a client that keeps an intermediate or not. */
function gap(keeps: "the right one" | "another" | "none") {
  const world = emptyStage();
  const root = world.authority("Root");
  const issuing = root.intermediate("Issuing");
  const other = root.intermediate("Other");
  const identity = issuing.issue("shop.example");
  const shop = world.server("shop", {
    identity: { ...identity, chain: identity.chain.slice(0, 1) },
    app: lines(() => "welcome"),
  });
  const alice = world.client("alice", {
    trust: [root],
    ...(keeps !== "none" && {
      config: keepingIntermediates(keeps === "another" ? other : issuing),
    }),
  });
  world.link("line", alice, shop);
  return alice.connect(shop);
}

Deno.test("a kept intermediate fills the gap, another one does not", () => {
  assert(gap("the right one").alive);
  assert(!gap("another").alive);
  assert(!gap("none").alive);
});

Deno.test("findings about what was kept do not point into what was sent", () => {
  const checks = gap("the right one").reported.flatMap((event) =>
    event.kind === "check" && event.subject === "certificate chain" ? event.checks : []
  );
  assert(checks.length > 0);
  for (const { certificate = 0 } of checks) assertEquals(certificate, 0);
});

Deno.test("what is kept is not trusted: without the root there is no way", () => {
  const world = emptyStage();
  const issuing = world.authority("Root").intermediate("Issuing");
  const shop = world.server("shop", { identity: issuing.issue("shop.example") });
  const alice = world.client("alice", { config: keepingIntermediates(issuing) });
  world.link("line", alice, shop);
  assert(!alice.connect(shop).alive);
});

Deno.test("serverPin is the key that was shown and accepted", () => {
  const { alice, bank } = street();
  assertEquals(alice.connect(bank).serverPin, bank.identity.pin);
  const { alice: mistrustful, bank: stranger } = street({ client: { trust: [] } });
  assertEquals(mistrustful.connect(stranger).serverPin, undefined);
});

Deno.test("playingAuthority() signs in the name of a leaf, and honest clients refuse it", () => {
  const { world, root } = street();
  const pretended = playingAuthority(world, "mallory", root.issue("mallory.example"));
  const identity = pretended.issue("shop.example");
  assertEquals(identity.chain.length, 2);
  const shop = world.server("shop", { identity });
  const carol = world.client("carol", { trust: [root] });
  world.link("another street", carol, shop);
  const session = carol.connect(shop);
  assert(!session.alive);
  const failed = session.reported.flatMap((event) =>
    event.kind === "check" ? event.checks.filter(({ ok }) => !ok).map(({ rule }) => rule) : []
  );
  assertEquals(failed, ["basicConstraints", "keyUsage"]);
});
