import { assertEquals } from "@std/assert";
import { type Bytes, utf8 } from "../bytes/mod.ts";
import { authority } from "../pki/mod.ts";
import { ambient, noble, NOW } from "../tls/testing.ts";
import {
  type ClientNaming,
  OWN_CERTIFICATE,
  registeredByAny,
  registeredByOwn,
} from "./client_naming.ts";

const root = authority("Staff CA", {
  provider: noble,
  random: ambient("staff").random,
  clock: () => NOW,
});
const certificateOf = (name: string): Bytes => root.issue({ names: [name] }).chain[0]!;
const alice = certificateOf("alice.example");
const other = certificateOf("alice.example"); // the same name, and another certificate
const mallory = certificateOf("mallory.example");
const junk = utf8("no certificate");

const name = [{ name: "alice.example" }];
const exact = [{ name: "alice.example", certificate: alice }];

for (
  const [what, naming, shown, expected] of [
    ["own", OWN_CERTIFICATE, [mallory, alice], "mallory.example"],
    ["own, nothing shown", OWN_CERTIFICATE, [], undefined],
    ["own, unreadable", OWN_CERTIFICATE, [junk, alice], undefined],
    ["register by own", registeredByOwn(name), [alice], "alice.example"],
    ["register by own, a copy behind", registeredByOwn(name), [mallory, alice], "mallory.example"],
    ["register by own, exact", registeredByOwn(exact), [alice], "alice.example"],
    ["register by own, exact, another", registeredByOwn(exact), [other], undefined],
    ["register by own, a stranger", registeredByOwn(exact), [mallory], "mallory.example"],
    ["register by any", registeredByAny(name), [alice], "alice.example"],
    ["register by any, a copy behind", registeredByAny(name), [mallory, alice], "alice.example"],
    ["register by any, another behind", registeredByAny(name), [mallory, other], "alice.example"],
    ["exact by any, a copy behind", registeredByAny(exact), [mallory, alice], "alice.example"],
    ["exact by any, another behind", registeredByAny(exact), [mallory, other], "mallory.example"],
    ["register by any, nobody known", registeredByAny(name), [mallory, junk], "mallory.example"],
  ] as readonly (readonly [string, ClientNaming, readonly Bytes[], string | undefined])[]
) {
  Deno.test(`client naming, ${what}: ${expected ?? "nobody"}`, () => {
    assertEquals(naming.nameOf(shown), expected);
  });
}
