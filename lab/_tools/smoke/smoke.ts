/**
 * The program as a process: exit statuses, pipes that close, disks that are full. Opt-in, because
 * it starts processes: `deno task smoke`. Elsewhere tests call `main` as a function.
 */
import { assert, assertEquals } from "@std/assert";
import { lab, ROOT, shell, start } from "./process.ts";

const WINDOWS = Deno.build.os === "windows";
/** Needs a shell with pipes and devices. */
const posix = (name: string, fn: () => Promise<void>) => Deno.test({ name, ignore: WINDOWS, fn });

const calls: readonly [args: string, code: number, out: string, error: string][] = [
  ["scenario", 0, "who can", ""],
  ["scenario mitm", 0, "all as predicted", ""],
  ["scenario mitm --with validation --verbose", 0, "unknown_ca", ""],
  ["scenario mitm --json", 0, '"asPredicted": true', ""],
  ["matrix tamper", 0, "all as predicted", ""],
  ["--help", 0, "Options", ""],
  ["", 0, "Options", ""],
  ["scenario mitn", 2, "", 'There is no scenario "mitn"; did you mean "mitm"?\n'],
  [
    "scenario mitm --with pining",
    2,
    "",
    '"mitm" has no defence "pining"; did you mean "pinning"?\n',
  ],
  ["frobnicate", 2, "", 'There is no command "frobnicate"; try "help"\n'],
];

for (const [args, code, out, error] of calls) {
  Deno.test(`"main.ts ${args}" ends with ${code}, without a single permission`, async () => {
    const ended = await lab(args.split(" ").filter((word) => word !== ""));
    assertEquals([ended.code, ended.error], [code, error]);
    if (code === 0 && args !== "scenario") assert(ended.out.includes(out), ended.out);
    if (code !== 0) assertEquals(ended.out, "");
  });
}

Deno.test("without a terminal there are no colours", async () => {
  const { out } = await lab(["scenario", "mitm"]);
  assert(!out.includes(ESC));
});

Deno.test("the task prints the same bytes twice, and nothing else on standard output", async () => {
  const task = ["task", "-q", "scenario", "mitm"];
  const [one, two] = [await start(task), await start(task)];
  assertEquals(one.code, 0);
  assertEquals(two.out, one.out);
  assertEquals(one.out, (await lab(["scenario", "mitm"])).out);
});

Deno.test("it runs the same from another folder", async () => {
  const here = await lab(["scenario", "tamper"]);
  const there = await lab(["scenario", "tamper"], { cwd: new URL("docs/", ROOT) });
  assertEquals(there, here);
});

posix("a reader who leaves after a line has heard enough: no complaint", async () => {
  const { out, error, code } = await shell(
    "set -o pipefail; for i in 1 2 3; do $LAB scenario mitm --verbose | head -n 1; done",
  );
  assertEquals([error, code], ["", 0]);
  assertEquals(out.trimEnd().split("\n").length, 3);
});

posix("a reader who never reads is no reason to complain either", async () => {
  const { error, code } = await shell("$LAB matrix | true; exit ${PIPESTATUS[0]}");
  assertEquals([error, code], ["", 0]);
});

posix("a full disk is told in one line, and the exit status is 3", async () => {
  const { error, code } = await shell("$LAB scenario mitm > /dev/full");
  assertEquals(code, 3);
  assert(/^Cannot write: [^\n]+\n$/.test(error), error);
});

posix("complaints that cannot be written end it with 3 as well", async () => {
  const { code } = await shell("$LAB scenario nobody 2> /dev/full");
  assertEquals(code, 3);
});

posix("without a standard output it ends as it would with one", async () => {
  assertEquals(await shell("$LAB scenario mitm >&-"), { code: 0, out: "", error: "" });
  assertEquals((await shell("$LAB scenario mitn >&- 2>&-")).code, 2);
});

/** `script` gives a program a terminal to talk to; not every machine has it. */
const noScript = WINDOWS ||
  (await shell("script --version && script -qec true /dev/null").catch(() => undefined))?.code !==
    0;

Deno.test({
  name: 'on a terminal the first visible line is ours (needs "script")',
  ignore: noScript,
  fn: onTerminal,
});

async function onTerminal(): Promise<void> {
  const { out, code } = await start(
    ["-qec", `stty cols 80 rows 50; deno task scenario mitm`, "/dev/null"],
    { program: "script" },
  );
  assertEquals(code, 0);
  assert(out.includes(`${ESC}[`), "a terminal has colours");
  const [first] = screen(out).filter((line) => line.trim() !== "");
  assert(first?.includes("Alice does her banking"), first);
}

const ESC = String.fromCharCode(0x1b);

/** What a terminal shows in the end, as far as our own sequences go: line up, clear the line. */
function screen(output: string): string[] {
  const lines = [""];
  let row = 0;
  const sequences = new RegExp(`${ESC}\\[([\\d;]*)([A-Za-z])|\\r?\\n|\\r|[^${ESC}\\r\\n]+`, "g");
  for (const [text, count, letter] of output.matchAll(sequences)) {
    if (letter === "A") row = Math.max(0, row - Number(count || 1));
    else if (letter === "K") lines[row] = "";
    else if (letter !== undefined) continue;
    else if (text.endsWith("\n")) lines[++row] ??= "";
    else if (text !== "\r") {
      lines[row] += text;
      // A line that is too long for the terminal takes several rows of it.
      for (; lines[row]!.length > 80; row++) {
        lines[row + 1] = lines[row]!.slice(80) + (lines[row + 1] ?? "");
        lines[row] = lines[row]!.slice(0, 80);
      }
    }
  }
  return lines;
}
