import { assertEquals, assertMatch } from "@std/assert";
import type { Case } from "./case.ts";
import type { Stack } from "./peers/peer.ts";
import { interop, type Provider } from "./run.ts";

const OPENSSL = { name: "openssl", absent: () => Promise.resolve(undefined) } as Stack;
const NO_OPENSSL: Stack = { ...OPENSSL, absent: () => Promise.resolve("openssl is not installed") };

const PROVIDERS = [{ crypto: { name: "noble" } }, { crypto: { name: "native" } }] as Provider[];

let disposed = 0;

function planned(what: string, native: boolean, run: () => Promise<void>): Case {
  return {
    ...{ peer: "openssl", role: "client", what, native } as const,
    run(_surroundings, resources) {
      resources.defer(() => void disposed++);
      return run();
    },
  };
}

const GOOD = planned("a good case", true, () => Promise.resolve());
const BAD = planned("a bad case", false, () => Promise.reject(new Error("no\x1b[2J answer")));

async function run(cases: readonly Case[], args: readonly string[], stack = OPENSSL, tick = 1) {
  const out: string[] = [];
  const error: string[] = [];
  let time = 0;
  const code = await interop(args, cases, {
    stacks: [stack],
    providers: PROVIDERS,
    now: () => time += tick,
    out: (line) => out.push(line),
    error: (line) => error.push(line),
  });
  return { code, out, error };
}

Deno.test("interop() runs every case with the first provider and some with the second", async () => {
  assertEquals(await run([GOOD], []), {
    code: 0,
    out: [
      "ok      openssl, our client, a good case (noble)",
      "ok      openssl, our client, a good case (native)",
      "",
      "openssl, our client: 2 ok, 0 failed, 0 skipped",
      "\n2 passed, 0 failed, 0 skipped",
    ],
    error: [],
  });
});

Deno.test("interop() ends with 1 if something fails, says why, and cleans up", async () => {
  disposed = 0;
  const { code, out } = await run([BAD, GOOD], ["--filter", "(NOBLE)"]);
  assertEquals(code, 1);
  assertEquals(out[0], "FAILED  openssl, our client, a bad case (noble): no\ufffd[2J answer");
  assertEquals(out.at(-1), "\n1 passed, 1 failed, 0 skipped");
  assertEquals(disposed, 2);
});

Deno.test("interop() skips the cases of a peer that is not there, and names the reason", async () => {
  const { code, out } = await run([BAD], [], NO_OPENSSL);
  assertEquals(code, 0);
  assertEquals(out, [
    "skipped openssl, our client, a bad case (noble): openssl is not installed",
    "",
    "openssl, our client: 0 ok, 0 failed, 1 skipped: openssl is not installed",
    "\n0 passed, 0 failed, 1 skipped",
  ]);
});

Deno.test("interop() fails what it has no time left for", async () => {
  const { code, out } = await run([GOOD], [], OPENSSL, 400_000);
  assertEquals(code, 1);
  assertMatch(out[1]!, /^FAILED .*: not tried: the run has taken too long$/);
});

Deno.test("interop() --json prints JSON and nothing else", async () => {
  const { code, out } = await run([BAD], ["--json"]);
  assertEquals(code, 1);
  assertEquals(out.length, 1);
  const { passed, failed, skipped, cases } = JSON.parse(out[0]!);
  assertEquals([passed, failed, skipped], [0, 1, 0]);
  const { milliseconds: _, ...outcome } = cases[0];
  assertEquals(outcome, {
    ...{ peer: "openssl", role: "client", what: "a bad case", provider: "noble" },
    ...{ result: "FAILED", reason: "no\x1b[2J answer" },
  });
});

for (
  const [args, line] of [
    [["--peer", "xyz"], 'Unknown peer "xyz"; there are openssl, rustls, gnutls, nss'],
    [["--filter", "xyzzy"], 'No case contains "xyzzy"'],
  ] as const
) {
  Deno.test(`interop() ends with 2 on ${args.join(" ")}`, async () => {
    assertEquals(await run([GOOD], args), { code: 2, out: [], error: [line] });
  });
}

Deno.test("interop() explains itself", async () => {
  const { code, out } = await run([], ["--help"]);
  assertEquals(code, 0);
  assertMatch(out[0]!, /deno task interop/);
});
