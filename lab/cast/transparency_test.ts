import { assert, assertEquals, assertThrows } from "@std/assert";
import type { IssuedIdentity } from "./authority.ts";
import { LogReader } from "./log_reader.ts";
import { headSeenBy } from "./monitor.ts";
import type { Stage } from "./stage.ts";
import { emptyStage } from "./testing.ts";
import { wantingPromises } from "./transparency_log.ts";

/** A log, a bank that has handed its certificate in, its monitor, and Alice. */
function town(stage: Stage, victims?: (asker: string) => boolean) {
  const root = stage.authority("Honest Root");
  const log = stage.log("log", {
    trust: [root],
    ...(victims !== undefined && { victims }),
  });
  const identity = root.intermediate("Honest Issuing").issueLogged("bank.example", [log]);
  const bank = stage.server("bank", { identity, answers: { hello: "hello" } });
  const monitor = stage.monitor("monitor", { watches: [identity] });
  const alice = stage.client("alice", { trust: [root], config: wantingPromises(1, log) });
  stage.link("town", alice, bank);
  stage.link("library", monitor, log);
  stage.link("archive", alice, log);
  stage.link("neighbours", alice, monitor);
  return { root, log, identity, bank, monitor, alice };
}

const leafAndIssuer = ({ chain }: IssuedIdentity) => chain;

function objections({ world }: Stage): string[] {
  return world.trace.events.flatMap((event) =>
    event.kind === "tls.check" && event.subject === "certificate log"
      ? event.checks.filter(({ ok }) => !ok).map(({ rule }) => rule)
      : []
  );
}

Deno.test("a client that wants promises talks to the bank, and to nobody without them", () => {
  const stage = emptyStage();
  const { root, bank, alice } = town(stage);
  const session = alice.connect(bank);
  assert(session.connected);
  session.send("hello");
  assertEquals(session.receive(), "hello\n");
  const plain = stage.server("plain", { identity: root.issue("plain.example") });
  stage.link("lane", alice, plain);
  assert(!alice.connect(plain).connected);
});

Deno.test("a monitor reads what is new and passes over what its owner ordered", () => {
  const stage = emptyStage();
  const { root, log, monitor } = town(stage);
  assertEquals(monitor.reads(log), []);
  const found = () => monitor.reads(log).map(({ names, issuer }) => [...names, issuer]);
  root.issueLogged("other.example", [log]);
  assertEquals(found(), []);
  root.issueLogged("bank.example", [log]);
  assertEquals(found(), [["bank.example", "Honest Root"]]);
  assertEquals(found(), [], "what was found is no longer new");
  assertEquals(objections(stage), ["watchedName"]);
});

Deno.test("an honest log keeps its promise, and shows everybody one list", () => {
  const stage = emptyStage();
  const { log, identity, monitor, alice } = town(stage);
  monitor.reads(log);
  const reader = new LogReader(alice, log);
  assert(reader.findsPromised(leafAndIssuer(identity)));
  assert(reader.agreesWith(headSeenBy(alice, monitor, log)!));
  assertThrows(() => log.secretly, TypeError, "log is an honest log");
  assertEquals(objections(stage), []);
});

Deno.test("a monitor looks up who may issue, and says what the record says", () => {
  const stage = emptyStage();
  const { monitor } = town(stage);
  const names = stage.nameServer("dns");
  stage.link("line", monitor, names);
  names.mayIssue("bank.example", "honest.example");
  assertEquals(monitor.looksUp(names, "bank.example", "honest.example"), undefined);
  assertEquals(
    monitor.looksUp(names, "bank.example", "careless.example"),
    '"honest.example" may issue, and nobody else',
  );
  assertEquals(monitor.looksUp(names, "other.example", "careless.example"), undefined);
});

Deno.test("what a log keeps from everybody is missing in its list", () => {
  const stage = emptyStage();
  const { root, log, monitor, alice } = town(stage, () => false);
  const hidden = root.intermediate("Careless").issueLogged("bank.example", [log.secretly]);
  assertEquals(monitor.reads(log), []);
  assert(!new LogReader(alice, log).findsPromised(leafAndIssuer(hidden)));
  assertEquals(objections(stage), ["inclusion"]);
});

Deno.test("two lists under one key are each perfect, and found out side by side", () => {
  const stage = emptyStage();
  const { root, log, monitor, alice } = town(stage, (asker) => asker === "alice");
  const hidden = root.intermediate("Careless").issueLogged("bank.example", [log.secretly]);
  assertEquals(monitor.reads(log), []);
  const reader = new LogReader(alice, log);
  assert(reader.findsPromised(leafAndIssuer(hidden)));
  assertEquals(objections(stage), []);
  assert(reader.agreesWith(headSeenBy(alice, monitor, log)!), "the second list only goes on");
  root.issueLogged("other.example", [log]);
  monitor.reads(log);
  assert(!reader.agreesWith(headSeenBy(alice, monitor, log)!));
  assertEquals(objections(stage), ["consistency"]);
});

Deno.test("a list that gets shorter, or changes behind what was read, is noticed by who reads on", () => {
  const stage = emptyStage();
  let victim = true;
  const { root, log, monitor } = town(stage, () => victim);
  root.issueLogged("hidden.example", [log.secretly]);
  monitor.reads(log);
  assertEquals(monitor.seen(log)?.treeSize, 2);
  victim = false;
  monitor.reads(log);
  assertEquals(objections(stage), ["consistency", "entries"]);
  root.issueLogged("one.example", [log]);
  root.issueLogged("two.example", [log]);
  monitor.reads(log);
  assertEquals(objections(stage).slice(2), ["entries"]);
  assertEquals(monitor.seen(log)?.treeSize, 2, "what does not fit is not kept");
});

Deno.test("a log answers over TLS, too, and to nonsense that it is nonsense", () => {
  const stage = emptyStage();
  const { root, log } = town(stage);
  const carol = stage.client("carol", { trust: [root] });
  stage.link("path", carol, log);
  const session = carol.connect(log, { port: 443 });
  assert(session.secure);
  session.send("GET /ct/v1/get-sth HTTP/1.1\r\nHost: log.example\r\n\r\n");
  assert(session.receive().includes('"tree_size":1'));
  session.send("GET /ct/v1/get-nothing HTTP/1.1\r\nHost: log.example\r\n\r\n");
  assert(session.receive().startsWith("HTTP/1.1 400"));
});
