import { certificateCommand } from "./certificate_command.ts";
import { HELP } from "./help.ts";
import { matrixCommand } from "./matrix_command.ts";
import { hint, readCertificateOptions, readOptions, UsageError } from "./options.ts";
import { scenarioCommand, type Setting } from "./scenario_command.ts";
import { nearest } from "./suggest.ts";
import { cut } from "./text.ts";
import { visible } from "./visible.ts";

/** Columns of an error message; a word of 64 KiB is repeated only so far. */
const LONGEST_ERROR = 400;

const COMMANDS = { scenario: scenarioCommand, matrix: matrixCommand } as const;

/**
 * Runs a command line.
 *
 * @param args the words behind the program's name: a command, then its options
 * @returns the exit status: 0 as predicted, or valid; 1 a prediction was wrong, or not valid; 2 a
 *   wrong call; 3 a file that cannot be read
 */
export function main(args: readonly string[], setting: Setting): number {
  const { terminal } = setting;
  try {
    const [command, ...rest] = args;
    if (command === undefined || command === "help" || command === "--help" || command === "-h") {
      terminal.write(HELP);
      return 0;
    }
    if (command === "certificate") {
      const options = readCertificateOptions(rest);
      if (!options.help) return certificateCommand(options, setting);
      terminal.write(HELP);
      return 0;
    }
    if (!Object.hasOwn(COMMANDS, command)) {
      const near = hint(nearest(command, [...Object.keys(COMMANDS), "certificate"]));
      throw new UsageError(`There is no command "${command}"${near || '; try "help"'}`);
    }
    const options = readOptions(rest);
    if (options.help) {
      terminal.write(HELP + defencesHelp(options.id, setting));
      return 0;
    }
    return COMMANDS[command as keyof typeof COMMANDS](options, setting);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.error(`${cut(visible(error.message), LONGEST_ERROR)}\n`);
    return 2;
  }
}

/** The names that `--with` takes for a scenario, if one was named. */
function defencesHelp(id: string | undefined, { scenarios }: Setting): string {
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario === undefined) return "";
  const rows = (named: Readonly<Record<string, string>>) =>
    Object.entries(named).map(([name, what]) => `  ${name.padEnd(14)} ${visible(what)}\n`).join("");
  const { id: name, defences, sizes = {} } = scenario;
  const helped = Object.keys(defences).length === 0
    ? `\n${name} has no defences: nobody attacks.\n`
    : `\nDefences of ${name}\n${rows(defences)}`;
  return Object.keys(sizes).length === 0 ? helped : `${helped}\nSizes of ${name}\n${rows(sizes)}`;
}
