import { assertEquals, assertThrows } from "@std/assert";
import { concat, utf8 } from "../bytes/mod.ts";
import { Recorder } from "./recorder.ts";
import type { Secret } from "./ledger.ts";

/** A notebook at time 0, and in it Alice's PIN and the bank's key. */
function notebook() {
  const recorder = new Recorder(() => 0);
  const pin = recorder.create("alice", text("PIN", "4711"), { by: "typed" });
  const key = recorder.create("bank", {
    id: "key",
    title: "private key",
    kind: "private key",
    bytes: utf8("0123456789abcdef"),
  }, { by: "generated" });
  return { recorder, pin, key };
}

function text(id: string, words: string): Secret {
  return { id, title: id, kind: "text", bytes: utf8(words) };
}

const heard = (event: number) => ({ by: "read", event }) as const;

const submissions: readonly [what: string, said: string, learnt: readonly string[]][] = [
  ["the very words", "4711", ["PIN"]],
  ["the words inside a longer text", "my PIN is 4711, honestly", ["PIN"]],
  ["the words at the edges", "4711 4711", ["PIN"]],
  ["almost the words", "471", []],
  ["the words with something in between", "47 11", []],
  ["the name of the secret", "PIN", []],
  ["nothing", "", []],
  ["the whole key", "0123456789abcdef", ["key"]],
  ["a key inside something longer", "_0123456789abcdef", []],
  ["the beginning of a key", "0123456789abcde", []],
];

for (const [what, said, learnt] of submissions) {
  Deno.test(`submit() of ${what} proves knowledge of ${learnt.join() || "nothing"}`, () => {
    const { recorder } = notebook();
    assertEquals(recorder.submit("eve", utf8(said), heard(0)), learnt);
    const known = recorder.ledger.knowledge.filter(({ node }) => node === "eve");
    assertEquals(known.map(({ secret }) => secret), learnt);
  });
}

Deno.test("submit() finds several secrets in one text, and each of them once", () => {
  const { recorder } = notebook();
  recorder.create("alice", text("user", "alice@mail.example"), { by: "typed" });
  const login = utf8("user=alice@mail.example&pin=4711");
  assertEquals(recorder.submit("eve", login, heard(0)), ["PIN", "user"]);
  assertEquals(recorder.submit("eve", login, heard(1)), []);
});

Deno.test("a party that knows a secret tells nobody else by knowing it", () => {
  const { recorder, pin } = notebook();
  recorder.submit("eve", utf8("4711"), heard(0));
  assertEquals(recorder.ledger.knows("mallory", pin.id), undefined);
  assertEquals(recorder.ledger.knows("bank", pin.id), undefined);
});

Deno.test("the first way of knowing stays, with the event that proves it", () => {
  const { recorder, pin } = notebook();
  recorder.submit("eve", utf8("4711"), heard(7), 1);
  recorder.submit("eve", utf8("4711"), { by: "guessed", asks: 3 });
  const { how, event } = recorder.ledger.knows("eve", pin.id)!;
  assertEquals(how, heard(7));
  const proof = recorder.events[event]!;
  assertEquals([proof.kind, proof.node, proof.cause], ["secret", "eve", 1]);
  recorder.ledger.record({ secret: pin.id, node: "eve", event: 99, how: { by: "typed" } });
  assertEquals(recorder.ledger.knows("eve", pin.id)!.how, heard(7));
});

Deno.test("two ends that derive one secret share an entry, under the name of the first", () => {
  const { recorder } = notebook();
  const derived = (id: string, bytes: string) =>
    recorder.ledger.enter({ id, title: id, kind: "traffic secret", bytes: utf8(bytes) }).id;
  assertEquals(derived("alice → bank/CLIENT", "same"), "alice → bank/CLIENT");
  assertEquals(derived("bank's own name for it", "same"), "alice → bank/CLIENT");
});

Deno.test("ids are unique: another secret of the same name gets a number", () => {
  const { recorder } = notebook();
  const ids = ["one", "two", "three"].map((words) => recorder.ledger.enter(text("PIN", words)).id);
  assertEquals(ids, ["PIN~2", "PIN~3", "PIN~4"]);
  assertEquals(recorder.ledger.secret("PIN")?.bytes, utf8("4711"));
  assertEquals(recorder.ledger.secret("PIN~9"), undefined);
});

Deno.test("a text and a key of the same bytes are two secrets", () => {
  const { recorder } = notebook();
  const twin = recorder.ledger.enter(text("key", "0123456789abcdef"));
  assertEquals(twin.id, "key~2");
  assertEquals(recorder.submit("eve", utf8("0123456789abcdef"), heard(0)), ["key", "key~2"]);
});

for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
  Deno.test(`a party and a secret may be called ${name}`, () => {
    const { recorder } = notebook();
    const { ledger } = recorder;
    assertEquals(ledger.secret(name), undefined);
    assertEquals(ledger.knows(name, "PIN"), undefined);
    const { id } = recorder.create(name, text(name, "words"), { by: "typed" });
    assertEquals([id, ledger.knows(name, id)?.node], [name, name]);
  });
}

Deno.test("a secret without bytes is refused: everybody would know it", () => {
  const { recorder } = notebook();
  assertThrows(
    () => recorder.create("alice", text("nothing", ""), { by: "typed" }),
    RangeError,
    'Cannot enter secret "nothing": it has no bytes',
  );
});

Deno.test("a long notebook is searched to its end", () => {
  const { recorder } = notebook();
  const noise = utf8("471".repeat(1_000_000));
  assertEquals(recorder.submit("eve", noise, heard(0)), []);
  assertEquals(recorder.submit("eve", concat(noise, utf8("4711")), heard(0)), ["PIN"]);
});
