import { assert, assertEquals } from "@std/assert";
import { allOf, lines, singleUseTickets, TicketOffice } from "../cast/mod.ts";
import { emptyStage } from "../cast/testing.ts";
import { earlyFlightOf, recorder, replayEarlyData } from "./mod.ts";

/** Alice says something early, or not; Mallory keeps the packets. */
function stage(early: boolean, mtu = 1500, protection = allOf()) {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const office = new TicketOffice(world, ["bank", "bank2"], {
    host: "bank.example",
    maxEarlyData: 1000,
  });
  const identity = root.issue("bank.example");
  const heard: string[] = [];
  const server = (name: string) =>
    world.server(name, {
      identity,
      app: lines((request, context) => {
        heard.push(`${name}: ${request}${context.early === true ? ", early" : ""}`);
        return "yes";
      }),
      config: { tickets: office.policy, antiReplay: protection },
    });
  const [bank, bank2] = [server("bank"), server("bank2")];
  const alice = world.client("alice", { trust: [root] });
  const mallory = world.attacker("mallory", { on: world.link("street", alice, bank, { mtu }) });
  world.link("lane", mallory, bank2);
  const tape = recorder();
  mallory.play(tape.listen);
  const resume = alice.connect(bank).tickets[0];
  const session = alice.connect(bank, { resume, ...(early && { early: "pay" }) });
  session.send("later");
  const to = (node: typeof bank) => ({ address: node.node.address, port: 443 });
  const flights = tape.recording.connections.map(earlyFlightOf);
  return { world, heard, flights, mallory, bank: to(bank), bank2: to(bank2) };
}

for (const mtu of [1500, 200]) {
  Deno.test(`a first flight is heard again by any server with the ticket key, packets of ${mtu}`, () => {
    const { world, heard, flights, mallory, bank, bank2 } = stage(true, mtu);
    assertEquals(heard, ["bank: pay, early", "bank: later"]);
    assertEquals(flights[0], undefined, "nothing early in the first connection");
    const flight = flights[1]!;
    assertEquals(flight.to, bank);
    for (const to of [undefined, bank2]) mallory.play(replayEarlyData(flight, to));
    world.settle();
    assertEquals(heard.slice(2), ["bank: pay, early", "bank2: pay, early"]);
  });
}

Deno.test("a server that notices copies does not read them, whoever sent them", () => {
  const { world, heard, flights, mallory, bank2 } = stage(true, 1500, singleUseTickets());
  for (const to of [undefined, bank2]) mallory.play(replayEarlyData(flights[1]!, to));
  world.settle();
  assertEquals(heard, ["bank: pay, early", "bank: later"]);
});

Deno.test("there is no early flight where nothing was said early, or nothing was recorded", () => {
  assertEquals(stage(false).flights, [undefined, undefined]);
  const end = { address: "192.0.2.1", port: 1 };
  assert(earlyFlightOf({ client: end, server: end, toServer: [], toClient: [] }) === undefined);
});
