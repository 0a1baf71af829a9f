import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { FairQueue } from "./fair_queue.ts";

/** A queue with items such as `a1`, whose owner is their letter. */
function queueOf(items: string): FairQueue<string> {
  const queue = new FairQueue<string>();
  for (const item of items.split(" ")) if (item !== "") queue.add(item[0]!, item);
  return queue;
}

/** Serves one item: the turn passes on, and the item is done. */
function serve(queue: FairQueue<string>): string | undefined {
  const item = queue.peek();
  if (item === undefined) return undefined;
  queue.endTurn();
  queue.remove(item[0]!, item);
  return item;
}

function serveAll(queue: FairQueue<string>): string {
  const served: string[] = [];
  for (let item = serve(queue); item !== undefined; item = serve(queue)) served.push(item);
  return served.join(" ");
}

const ORDERS: readonly (readonly [came: string, served: string])[] = [
  ["", ""],
  ["a1 a2 a3", "a1 a2 a3"],
  ["a1 a2 a3 b1", "a1 b1 a2 a3"],
  ["a1 a2 b1 b2 c1", "a1 b1 c1 a2 b2"],
  ["c1 a1 c2 b1 c3 a2", "c1 a1 b1 c2 a2 c3"],
];

for (const [came, served] of ORDERS) {
  Deno.test(`owners take turns: "${came}" is served as "${served}"`, () => {
    assertEquals(serveAll(queueOf(came)), served);
  });
}

Deno.test("an owner who comes again after being served waits behind those who have not been", () => {
  const queue = queueOf("a1 b1 c1");
  assertEquals(serve(queue), "a1");
  queue.add("a", "a2");
  assertEquals(serveAll(queue), "b1 c1 a2");
});

Deno.test("remove() takes an item out wherever it waits, and twice does no harm", () => {
  const queue = queueOf("a1 a2 b1 b2");
  queue.remove("a", "a1");
  queue.remove("a", "a1");
  queue.remove("b", "b2");
  queue.remove("z", "z1");
  assertEquals([queue.size, queue.sizeOf("a"), queue.sizeOf("z")], [2, 1, 0]);
  assertEquals(serveAll(queue), "a2 b1");
  assertEquals(queue.size, 0);
});

Deno.test("turnsUntil() says how many turns an owner's newest item takes", () => {
  const items = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });
  fc.assert(fc.property(items, fc.nat(5), (owners, already) => {
    const queue = queueOf(owners.map((owner, i) => `${owner}${i}`).join(" "));
    for (let i = 0; i < already; i++) serve(queue);
    const promised = ["a", "b", "c", "d"].map((owner) => queue.turnsUntil(owner));
    const order = serveAll(queue).split(" ");
    const kept = ["a", "b", "c", "d"].map((owner) =>
      order.findLastIndex((item) => item[0] === owner) + 1
    );
    assertEquals(promised, kept);
  }));
});
