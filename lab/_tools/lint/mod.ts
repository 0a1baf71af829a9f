/**
 * The lab's own lint rules, which `deno.json` names under `lint.plugins`. They hold what no compiler
 * checks: who may import whom, and that nothing but the seed decides a run.
 *
 * A rule is silenced for one line by `// deno-lint-ignore lab/no-ambient -- why this is right here`.
 */
import { noAmbient } from "./no_ambient.ts";
import { noMachinePaths } from "./no_machine_paths.ts";
import { roomImports } from "./room_imports.ts";

export default {
  name: "lab",
  rules: {
    "room-imports": roomImports,
    "no-ambient": noAmbient,
    "no-machine-paths": noMachinePaths,
  },
} satisfies Deno.lint.Plugin;
