import { assertEquals, assertThrows } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import type { LinkOptions } from "./link.ts";
import { dialogue, pair } from "./testing.ts";
import { millis } from "./time.ts";

const to = (address: string) => ({ address, port: 53 });

const TIMES: readonly {
  readonly promise: string;
  readonly link: LinkOptions;
  /** Payload lengths, sent one after the other at 0. */
  readonly sends: readonly number[];
  readonly arrive: readonly number[];
}[] = [
  {
    promise: "without a bandwidth, all sent together arrives together",
    link: { latency: millis(7) },
    sends: [10, 1000, 1],
    arrive: [7000, 7000, 7000],
  },
  {
    promise: "1 Mbit/s carries 1000 bytes, headers included, in 8 ms",
    link: { latency: 0, bandwidth: 1_000_000 },
    sends: [972],
    arrive: [8000],
  },
  {
    promise: "packets leave one after the other, and latency is added to each",
    link: { latency: millis(1), bandwidth: 1_000_000 },
    sends: [972, 97, 0],
    arrive: [9000, 10_000, 10_224],
  },
  {
    promise: "a fraction of a microsecond counts as one",
    link: { latency: 0, bandwidth: 1_000_000_000 },
    sends: [1, 0],
    arrive: [1, 2],
  },
];

for (const { promise, link, sends, arrive } of TIMES) {
  Deno.test(promise, () => {
    const { world, alice, bank } = pair(link);
    const arrived: number[] = [];
    bank.bind(53, () => void arrived.push(world.now));
    for (const length of sends) {
      alice.sendDatagram(4000, to(bank.address), new Uint8Array(length));
    }
    world.run();
    assertEquals(arrived, arrive);
  });
}

Deno.test("the two directions of a link do not wait for each other, and the line falls idle", () => {
  const { world, alice, bank } = pair({ latency: 0, bandwidth: 1_000_000 });
  alice.sendDatagram(4000, to(bank.address), new Uint8Array(972));
  bank.sendDatagram(4000, to(alice.address), new Uint8Array(97));
  world.run();
  world.runUntil(20_000);
  alice.sendDatagram(4000, to(bank.address), new Uint8Array(97));
  assertEquals(dialogue(world), [
    "0..8000 alice → bank 972 bytes",
    "0..1000 bank → alice 97 bytes",
    "20000..21000 alice → bank 97 bytes",
  ]);
});

Deno.test("loss is drawn from the link's own chance, and the record shows what never arrives", () => {
  const sendAll = (seed: number) => {
    const { world, alice, bank } = pair({ loss: 0.25 }, { seed });
    let received = 0;
    bank.bind(53, () => void received++);
    for (let i = 0; i < 1000; i++) alice.sendDatagram(4000, to(bank.address), utf8("?"));
    world.run();
    const lost = dialogue(world).filter((line) => line.startsWith("0..lost")).length;
    assertEquals(received + lost, 1000);
    return lost;
  };
  const lost = [1, 2, 3, 4].map(sendAll);
  assertEquals(lost.filter((count) => count < 200 || count > 300), []);
  assertEquals(new Set(lost).size > 1, true);
});

Deno.test("a lossless link asks nobody for chance", () => {
  const { world, alice, bank } = pair();
  world.random("link/café Wi-Fi").bytes = () => {
    throw new Error("Cannot happen: nothing is left to chance here");
  };
  alice.sendDatagram(4000, to(bank.address), utf8("?"));
  world.run();
});

Deno.test("link() rejects what no link can be", () => {
  const wrong: readonly LinkOptions[] = [
    { latency: -1 },
    { latency: 0.5 },
    { bandwidth: 0 },
    { bandwidth: NaN },
    { loss: 1.1 },
    { loss: NaN },
    { mtu: 67 },
    { mtu: 100.5 },
  ];
  for (const options of wrong) assertThrows(() => pair(options), RangeError);
});
