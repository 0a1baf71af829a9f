import { assertEquals, assertStrictEquals } from "@std/assert";
import type { HashName } from "../../crypto/mod.ts";
import { noble } from "../testing.ts";
import { EarlySecret } from "./rungs.ts";

const kdf = (hash: HashName, length: number) => ({ crypto: noble, hash, length });

Deno.test("EarlySecret.withoutPsk() is the rung that zeros lead to, for each hash", () => {
  const shared = new Uint8Array(32).fill(5);
  for (const one of [kdf("SHA-256", 32), kdf("SHA-384", 48), kdf("SHA-256", 32)]) {
    const known = EarlySecret.withoutPsk(one);
    const fresh = new EarlySecret(one, new Uint8Array(one.length));
    assertEquals(known.secret, fresh.secret);
    assertEquals(known.handshake(shared).secret, fresh.handshake(shared).secret);
    assertEquals(known.handshake(shared).secret, fresh.handshake(shared).secret, "a second time");
  }
});

Deno.test("EarlySecret.withoutPsk() climbs once for a provider and a hash", () => {
  assertStrictEquals(
    EarlySecret.withoutPsk(kdf("SHA-256", 32)),
    EarlySecret.withoutPsk(kdf("SHA-256", 32)),
  );
});
