import { assertEquals, assertThrows } from "@std/assert";
import { offering, quantumComputer } from "./mod.ts";
import { noble, street } from "./testing.ts";

const SUITES = ["TLS_AES_128_GCM_SHA256"];
const group = noble.group("X25519");

for (const name of ["x25519", "X25519MLKEM768"]) {
  Deno.test(`quantumComputer() finds what belongs to the second half by ${name} of a client`, () => {
    const config = offering(SUITES, [name]);
    const { world, alice, bank } = street({ client: { config }, server: { config } });
    alice.connect(bank).close();
    alice.connect(bank).close();
    const chance = world.world.randomAgain("alice");
    const purpose = name === "x25519" ? "key share x25519" : "key share X25519MLKEM768, X25519";
    group.generate(chance, purpose);
    const { privateKey, publicKey } = group.generate(chance, purpose);
    assertEquals(quantumComputer(world, alice, publicKey), privateKey);
    assertEquals(world.world.trace.ledger.knows("alice", "alice's private half")?.node, "alice");
  });
}

Deno.test("quantumComputer() knows no other keys than those that the person had", () => {
  const { world, alice } = street();
  const { publicKey } = group.generate(world.world.randomAgain("bank"), "key share x25519");
  assertThrows(() => quantumComputer(world, alice, publicKey), RangeError, "Cannot find");
});
