/**
 * `deno task fuzz`: certificates, revocation lists, OCSP answers and promises of logs, each changed
 * in a few places. Nothing may throw, take long, or be believed whose signed bytes were changed.
 *
 * Exit status: 0 all is well, 1 something went wrong, 2 a wrong call.
 */
import { parseArgs } from "@std/cli/parse-args";
import { nativeProvider } from "../../crypto/native.ts";
import { table } from "../bench/report.ts";
import { writeText } from "../output.ts";
import { fuzz, isClean, LONGEST } from "./fuzz.ts";

const HELP = `deno task fuzz [--count N] [--seed N]

Changes certificates, revocation lists, OCSP answers and lists of promises of logs in a few places,
and judges them.

  --count N  how many, all kinds together (200000 unless said)
  --seed N   other changes (1 unless said)
`;

function main(args: readonly string[]): number {
  const { count, seed, help, _: rest } = parseArgs(args, {
    string: ["count", "seed"],
    boolean: ["help"],
    default: { count: "200000", seed: "1" },
  });
  if (help) {
    writeText(Deno.stdout, HELP);
    return 0;
  }
  if (rest.length > 0 || !/^[1-9]\d{0,8}$/.test(count) || !/^\d{1,9}$/.test(seed)) {
    writeText(Deno.stderr, "Cannot use these arguments: see deno task fuzz --help\n");
    return 2;
  }
  const start = performance.now();
  const provider = nativeProvider();
  const reports = fuzz(
    provider,
    { count: Number(count), seed: Number(seed) },
    () => performance.now(),
  );
  const seconds = (performance.now() - start) / 1000;
  const lines = table(
    [
      "kind",
      "trials",
      "signed bytes changed",
      "believed",
      "threw",
      `over ${LONGEST} ms`,
      "slowest ms",
    ],
    reports.map(({ kind, trials, changed, believed, threw, slow, slowest }) => [
      kind,
      ...[trials, changed, believed, threw, slow].map(String),
      slowest.toFixed(1),
    ]),
  );
  const examples = reports.flatMap(({ kind, examples }) =>
    examples.map((text) => `  ${kind}: ${text}`)
  );
  const clean = reports.every(isClean);
  const verdict = `${clean ? "all is well" : "something went wrong"}, in ${seconds.toFixed(0)} s`;
  writeText(Deno.stdout, `${[...lines, ...examples, verdict].join("\n")}\n`);
  return clean ? 0 : 1;
}

if (import.meta.main) Deno.exit(main(Deno.args));
