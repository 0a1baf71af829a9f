/** Where a tool writes: `Deno.stdout`, `Deno.stderr`, or a test's own. */
export interface Sink {
  writeSync(bytes: Uint8Array): number;
}

/** Exit status for output that cannot be written, the same as that of `main.ts`, which imports no tool. */
const CANNOT_WRITE = 3;

/**
 * Writes everything. A reader that went away, such as `head`, is no fault of ours. Any other
 * trouble, such as a full disk, is no bug of ours: it gets one line and an exit status.
 */
export function writeText(to: Sink, text: string, give: Surrender = surrender): void {
  let bytes = new TextEncoder().encode(text);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(to.writeSync(bytes));
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) return;
    give(`Cannot write: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

/** Says a last line and ends the process. */
type Surrender = (line: string) => void;

function surrender(line: string): never {
  try {
    Deno.stderr.writeSync(new TextEncoder().encode(line));
  } catch {
    // nobody is left to tell
  }
  Deno.exit(CANNOT_WRITE);
}
