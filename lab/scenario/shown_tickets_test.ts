import { assertEquals } from "@std/assert";
import { lines, speakingTls12, TicketOffice } from "../cast/mod.ts";
import { emptyStage, traceOf } from "../cast/testing.ts";
import { shownTicketsOf } from "./mod.ts";

const tls12 = speakingTls12("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

for (const [version, config] of [["TLS 1.3", {}], ["TLS 1.2", tls12]] as const) {
  Deno.test(`shownTicketsOf() finds the ticket of a second visit over ${version}`, () => {
    const world = emptyStage();
    const root = world.authority("Honest Root");
    const office = new TicketOffice(world, ["bank"], { host: "bank.example", maxEarlyData: 99 });
    const bank = world.server("bank", {
      identity: root.issue("bank.example"),
      app: lines(() => "yes"),
      config: { ...config, tickets: office.policy },
    });
    const alice = world.client("alice", { trust: [root], config });
    world.link("street", alice, bank);
    const first = alice.connect(bank);
    assertEquals(shownTicketsOf({ trace: traceOf(world) }, "alice"), []);
    const resume = first.tickets[0]!;
    alice.connect(bank, { resume, early: "hello" });
    const shown = shownTicketsOf({ trace: traceOf(world) }, "alice");
    assertEquals(shown.map(({ ticket, early }) => [ticket, early]), [
      [resume.ticket!, version === "TLS 1.3"],
    ]);
    assertEquals(shown[0]!.ticket.subarray(0, 16), office.key.name);
  });
}
