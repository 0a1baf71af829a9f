import { assertEquals } from "@std/assert";
import { seconds } from "../time.ts";
import { RetransmissionTimeout } from "./timeout.ts";

Deno.test("the timeout begins at one second and doubles up to sixty (RFC 6298 §2.1, §5.5)", () => {
  const timeout = new RetransmissionTimeout();
  const waits = Array.from({ length: 9 }, () => {
    const value = timeout.value;
    timeout.expired();
    return value / seconds(1);
  });
  assertEquals(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
  timeout.progressed();
  assertEquals(timeout.value, seconds(1));
});

Deno.test("the timeout follows the round-trip time (RFC 6298 §2.2, §2.3)", () => {
  const timeout = new RetransmissionTimeout();
  const after = (roundTrip: number) => {
    timeout.measured(seconds(roundTrip));
    return timeout.value / seconds(1);
  };
  assertEquals(after(1), 1 + 4 * 0.5);
  assertEquals(after(2), (1 + 1 / 8) + 4 * (0.5 + (1 - 0.5) / 4));
});

Deno.test("the timeout is never below one second (RFC 6298 §2.4)", () => {
  const timeout = new RetransmissionTimeout();
  timeout.measured(20);
  assertEquals(timeout.value, seconds(1));
});
