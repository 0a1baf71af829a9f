import { assert, assertEquals, assertThrows } from "@std/assert";
import { isLabAddress, nthAddress } from "./addresses.ts";
import { Network } from "./network.ts";
import { seededRandom } from "../crypto/mod.ts";
import { dialogue, pair } from "./testing.ts";
import { World } from "./world.ts";

function network(): Network {
  return new Network(new World({ seed: 1, random: seededRandom }));
}

Deno.test("addresses are given in order, and belong to documentation and benchmarks only", () => {
  assertEquals([0, 1, 253, 254, 761, 762, 1000].map(nthAddress), [
    "192.0.2.1",
    "192.0.2.2",
    "192.0.2.254",
    "198.51.100.1",
    "203.0.113.254",
    "198.18.0.1",
    "198.18.0.239",
  ]);
  for (let n = 0; n < 2000; n++) assert(isLabAddress(nthAddress(n)));
  for (const address of ["8.8.8.8", "192.0.2.0", "192.0.2.255", "192.0.2.01", "192.0.2", "", "x"]) {
    assert(!isLabAddress(address), address);
  }
  assertThrows(() => nthAddress(1e6), RangeError, "there are no more");
});

Deno.test("an address may be chosen, and is not given twice", () => {
  const net = network();
  assertEquals(net.node("bank", "192.0.2.2").address, "192.0.2.2");
  assertEquals(["alice", "eve"].map((name) => net.node(name).address), ["192.0.2.1", "192.0.2.3"]);
  assertThrows(() => net.node("bob", "192.0.2.2"), RangeError, "is taken");
  assertThrows(() => net.node("bob", "8.8.8.8"), RangeError, "is no documentation address");
  assertThrows(() => net.node("eve"), RangeError, "the name is taken");
});

Deno.test("link() wants two ends and a name of its own", () => {
  const net = network();
  const [a, b] = [net.node("a"), net.node("b")];
  const link = net.link("line", a, b);
  assertThrows(() => net.link("line", a, b), RangeError, "the name is taken");
  assertThrows(() => net.link("loop", a, a), RangeError, "both ends");
  assertThrows(() => net.insert(a, link), RangeError, "ends there");
  assertEquals(net.nodes, [a, b]);
  assertEquals(net.links, [link]);
});

Deno.test("packets take the fewest hops, and of equal ways the one laid first", () => {
  const net = network();
  const [a, left, right, b, far] = ["a", "left", "right", "b", "far"].map((n) => net.node(n));
  net.link("a-right", a!, right!);
  net.link("a-left", a!, left!);
  net.link("left-b", left!, b!);
  net.link("right-b", right!, b!);
  net.link("b-far", b!, far!);
  const names = (from = a!, to = b!) => net.path(from, to.address).map(({ name }) => name);
  assertEquals(names(), ["a-right", "right-b"]);
  assertEquals(names(b, a), ["left-b", "a-left"]);
  assertEquals(names(a, far), ["a-right", "right-b", "b-far"]);
  net.link("a-b", a!, b!);
  assertEquals(names(), ["a-b"]);
  assertEquals(names(a, far), ["a-b", "b-far"]);
  assertEquals(names(a, a), []);
  assertEquals(net.path(a!, "192.0.2.200"), []);
});

Deno.test("insert() makes two links of one, with the latency in each", () => {
  const { world, network, alice, bank, cafe } = pair({ latency: 300, mtu: 576 });
  const mallory = network.node("mallory");
  const eve = network.node("eve");
  const beyond = network.insert(mallory, cafe);
  network.insert(eve, cafe); // the near half keeps the name
  alice.connect({ address: bank.address, port: 80 }, {});
  world.run();
  assertEquals(dialogue(world), [
    "0..300 alice → eve SYN",
    "300..600 eve → mallory SYN",
    "600..900 mallory → bank SYN",
    "900..1200 bank → mallory RST",
    "1200..1500 mallory → eve RST",
    "1500..1800 eve → alice RST",
  ]);
  assertEquals(network.path(alice, bank.address).map(({ name, mtu }) => [name, mtu]), [
    ["café Wi-Fi", 576],
    ["café Wi-Fi beyond eve", 576],
    ["café Wi-Fi beyond mallory", 576],
  ]);
  assertEquals(beyond.ends, [mallory, bank]);
});

Deno.test("the MSS is that of the narrowest link on the way", () => {
  const { world, network, bank } = pair({ mtu: 140 });
  const carol = network.node("carol");
  network.link("wide", carol, network.nodes[0]!, { mtu: 9000 });
  bank.listen(80, () => {});
  carol.connect({ address: bank.address, port: 80 }, {
    onOpen: (stream) => void assertEquals(stream.write(new Uint8Array(201)).length, 3),
  });
  world.run();
  assertEquals(dialogue(world).filter((line) => line.includes("100 bytes")).length, 4);
});
