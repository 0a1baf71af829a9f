import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { type ListenAt, start, START_HELP, type StartSetting } from "./start.ts";

/** A machine on which servers are only pretended, and what happened on it. */
function machine(listen?: StartSetting["listen"]) {
  const seen = {
    at: [] as ListenAt[],
    opened: [] as number[],
    out: "",
    error: "",
    shutdowns: 0,
    listening: false,
  };
  const finished = Promise.withResolvers<void>();
  let interrupt = () => {};
  const setting: StartSetting = {
    listen: listen ?? ((at) => {
      seen.at.push(at);
      const addr = { port: at.port === 0 ? 54321 : at.port };
      at.onListen(addr);
      at.signal.addEventListener("abort", () => finished.resolve());
      return {
        addr,
        finished: finished.promise,
        shutdown: () => Promise.resolve(void seen.shutdowns++),
      };
    }),
    opened: (port) => void seen.opened.push(port),
    write: (text) => void (seen.out += text),
    error: (text) => void (seen.error += text),
    onInterrupt(stop) {
      interrupt = stop;
      seen.listening = true;
      return () => void (seen.listening = false);
    },
  };
  return { seen, setting, interrupt: () => interrupt(), finish: () => finished.resolve() };
}

const PORTS: readonly (readonly [args: readonly string[], asked: number, got: number])[] = [
  [[], 8000, 8000],
  [["--port", "8123"], 8123, 8123],
  [["--port=8123"], 8123, 8123],
  [["--port", "0"], 0, 54321],
  [["--port", "65535"], 65535, 65535],
];

for (const [args, asked, got] of PORTS) {
  Deno.test(`start ${args.join(" ")} listens on 127.0.0.1 alone, port ${asked}`, async () => {
    const { seen, setting, finish } = machine();
    const status = start(args, setting);
    finish();
    assertEquals(await status, 0);
    assertEquals(seen.at.map(({ hostname, port }) => ({ hostname, port })), [
      { hostname: "127.0.0.1", port: asked },
    ]);
    assertEquals(seen.opened, [got]);
    assertEquals(seen.out, `TLS Lab is ready at http://127.0.0.1:${got}/ (Ctrl-C stops it)\n`);
    assertEquals(seen.error, "");
  });
}

const WRONG: readonly (readonly [args: readonly string[], line: string])[] = [
  [["--prot", "80"], 'Unknown option "--prot"; did you mean "--port"?'],
  [["--hostname=0.0.0.0"], 'Unknown option "--hostname"; see --help'],
  [["-x"], 'Unknown option "-x"; see --help'],
  [["9000"], 'Cannot use "9000": start takes options only'],
  [["--port"], '--port wants a whole number from 0 to 65535, not ""'],
  [["--port", "65536"], '--port wants a whole number from 0 to 65535, not "65536"'],
  [["--port=-1"], '--port wants a whole number from 0 to 65535, not "-1"'],
  [["--port", "8e3"], '--port wants a whole number from 0 to 65535, not "8e3"'],
  [["--port=\x1b[2J"], '--port wants a whole number from 0 to 65535, not "\\u{1b}[2J"'],
];

for (const [args, line] of WRONG) {
  Deno.test(`start ${JSON.stringify(args)} is a wrong call: ${line}`, async () => {
    const { seen, setting } = machine();
    assertEquals(await start(args, setting), 2);
    assertEquals([seen.error, seen.out, seen.at], [`${line}\n`, "", []]);
  });
}

Deno.test("start --help helps, and serves nothing", async () => {
  for (const word of ["--help", "-h"]) {
    const { seen, setting } = machine();
    assertEquals(await start([word], setting), 0);
    assertEquals([seen.out, seen.at], [START_HELP, []]);
  }
});

const REFUSALS: readonly (readonly [error: Error, line: string])[] = [
  [
    new Deno.errors.AddrInUse("Address already in use (os error 98)"),
    "Cannot listen on 127.0.0.1:8000: the port is taken; choose another with --port\n",
  ],
  [
    new Deno.errors.PermissionDenied("Permission denied (os error 13)"),
    "Cannot listen on 127.0.0.1:8000: the system does not allow that port; " +
    "choose another with --port\n",
  ],
];

for (const [error, line] of REFUSALS) {
  Deno.test(`a port that cannot be had is one line: ${line.trim()}`, async () => {
    const thrown = machine(() => {
      throw error;
    });
    assertEquals(await start([], thrown.setting), 2);
    const rejected = machine(() => Promise.reject(error));
    assertEquals(await start([], rejected.setting), 2);
    for (const { seen } of [thrown, rejected]) assertEquals([seen.error, seen.out], [line, ""]);
  });
}

Deno.test("what else goes wrong when listening is nobody's port", async () => {
  const { setting } = machine(() => Promise.reject(new TypeError("broken")));
  await assertRejects(() => start([], setting), TypeError, "broken");
});

Deno.test("Ctrl-C lets requests end, and the exit status is 0", async () => {
  const { seen, setting, interrupt, finish } = machine();
  const status = start([], setting);
  await Promise.resolve();
  await Promise.resolve();
  assert(seen.listening);
  interrupt();
  assertEquals([seen.shutdowns, seen.at[0]!.signal.aborted], [1, false]);
  finish();
  assertEquals(await status, 0);
  assertEquals(seen.listening, false);
});

Deno.test("Ctrl-C twice waits for nothing", async () => {
  const { seen, setting, interrupt } = machine();
  const status = start([], setting);
  await Promise.resolve();
  await Promise.resolve();
  interrupt();
  interrupt();
  assertEquals([seen.shutdowns, seen.at[0]!.signal.aborted], [1, true]);
  assertEquals(await status, 0);
});

Deno.test("the help names every option and the usual port", () => {
  for (const word of ["--port", "--help", "8000"]) assertStringIncludes(START_HELP, word);
});
