import { assert, assertEquals } from "@std/assert";
import type { Field } from "../bytes/mod.ts";
import { emptyStage, noble, traceOf } from "../cast/testing.ts";
import type { RevocationPolicy } from "../pki/mod.ts";
import { certificateViews } from "./certificates.ts";
import { packetView } from "./packet.ts";

const POLICY: RevocationPolicy = {
  ask: "responder",
  withoutAnswer: "go on",
  mustStaple: false,
  nonce: true,
  shortLife: 0,
};

/** Alice calls a bank that was asked about or staples, and everything that was drawn of it. */
function drawn(ask: RevocationPolicy["ask"], staples: boolean) {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const status = world.statusServer("status", { authority: root, host: "status.example" });
  const bank = world.server("bank", {
    identity: root.issue("bank.example", { extensions: status.pointers() }),
  });
  const alice = world.client("alice", {
    trust: [root],
    config: { revocation: { ...POLICY, ask } },
  });
  world.link("street", alice, bank);
  world.link("lane", alice, status);
  world.link("cable", bank, status);
  if (staples) bank.fetchesStaple(root);
  alice.connect(bank);
  const trace = traceOf(world);
  const views = trace.events.filter(({ kind }) => kind === "wire.sent")
    .map(({ id }) => packetView(trace, noble, id)!);
  const trees = [
    ...views.map(({ payload }) => payload.tree),
    ...views.flatMap(({ records }) =>
      records.flatMap(({ messages }) => messages.map(({ tree }) => tree))
    ),
  ];
  return { trace, names: trees.flatMap(namesIn) };
}

function namesIn({ name, children }: Field): string[] {
  return [name, ...children.flatMap(namesIn)];
}

for (
  const [what, ask, staples, wanted] of [
    ["a question and its answer", "responder", false, ["reqCert", "certStatus", "producedAt"]],
    ["a list", "list", false, ["tbsCertList", "nextUpdate"]],
    ["a stapled answer", "nobody", true, ["BasicOCSPResponse", "certStatus"]],
  ] as const
) {
  Deno.test(`packets show ${what} field by field`, () => {
    const { names } = drawn(ask, staples);
    for (const name of wanted) assert(names.includes(name), name);
  });
}

Deno.test("the view of a chain shows what was made of its revocation", () => {
  const [view] = certificateViews(drawn("responder", false).trace);
  assertEquals(view!.rules.slice(-1).map(({ rule, ok }) => [rule, ok]), [["ocspStatus", true]]);
});
