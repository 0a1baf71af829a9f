import { assert, assertEquals } from "@std/assert";
import { carryingLists } from "./judging.ts";
import { emptyStage } from "./testing.ts";

Deno.test("a list that was brought refuses what is on it, and nothing else", () => {
  const stage = emptyStage();
  const root = stage.authority("Honest Root");
  const identities = ["bank.example", "shop.example"].map((name) => root.issue(name));
  const [bank, shop] = identities.map((identity) =>
    stage.server(identity.subject.split(".")[0]!, { identity })
  );
  root.revoke(identities[0]!);
  const nextUpdate = stage.world.calendar() + 86_400;
  const alice = stage.client("alice", {
    trust: [root],
    config: carryingLists(root.revocationList({ number: 1, nextUpdate })),
  });
  stage.link("lane", alice, bank!);
  stage.link("street", alice, shop!);
  assert(!alice.connect(bank!).connected);
  assert(alice.connect(shop!).connected);
  const alerts = stage.world.trace.events.flatMap((event) =>
    event.kind === "tls.alert" && event.node === "alice" && event.reason ? [event.alert] : []
  );
  assertEquals(alerts, ["certificate_revoked"]);
});
