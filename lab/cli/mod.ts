/** The terminal: commands and renderers. Output goes through a port; nothing here does I/O. */
export { main } from "./main.ts";
export { hint } from "./options.ts";
export type { Setting } from "./scenario_command.ts";
export { nearest } from "./suggest.ts";
export { eraseRows, taskLineRows } from "./task_line.ts";
export type { Terminal } from "./terminal.ts";
export { visible } from "./visible.ts";
export type { FileRead, Outside } from "./outside.ts";
