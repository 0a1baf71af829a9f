import { assertEquals, assertRejects } from "@std/assert";
import { TooLate, Watch, within } from "./watch.ts";

Deno.test("within() gives back what comes in time", async () => {
  assertEquals(await within(Promise.resolve(7), "a number"), 7);
});

Deno.test("within() names what it waited for in vain", async () => {
  await assertRejects(
    () => within(new Promise(() => {}), "the end of the world", 5),
    TooLate,
    "Waited 0.005 s in vain for the end of the world",
  );
});

Deno.test("Watch.until() finds what is there, and what comes later", async () => {
  const watch = new Watch();
  let value: number | undefined = 1;
  assertEquals(await watch.until(() => value, "a value"), 1);
  value = undefined;
  const waiting = watch.until(() => value, "a value");
  watch.notify();
  value = 2;
  watch.notify();
  assertEquals(await waiting, 2);
});

Deno.test("Watch.until() ends with what the probe throws", async () => {
  const watch = new Watch();
  const probe = () => {
    throw new Error("It is over");
  };
  await assertRejects(() => watch.until(probe, "a value"), Error, "It is over");
});

Deno.test("Watch.until() gives up after its time and leaves nothing behind", async () => {
  const watch = new Watch();
  let looks = 0;
  const waiting = watch.until(() => void looks++, "a value", 5);
  await assertRejects(() => waiting, TooLate, "a value");
  watch.notify();
  assertEquals(looks, 1);
});
