/** Where a command's output goes: the only way out of this room. */
export interface Terminal {
  /** Standard output. */
  write(text: string): void;
  /** Standard error. */
  error(text: string): void;
  /** Characters per line. */
  readonly columns: number;
  readonly color: boolean;
  /**
   * Shows how far a long run is, where there is a terminal to show it on, and takes it away again
   * when it is given nothing. The text is only made if it is wanted.
   */
  progress?(text: (() => string) | undefined): void;
}

export type Tone = "plain" | "dim" | "bold" | "good" | "bad" | "secret" | "forged";

/** Okabe-Ito hues as nearest entries of the 256-colour palette; never the only sign of anything. */
const CODES: Readonly<Record<Tone, string>> = {
  plain: "",
  dim: "2",
  bold: "1",
  good: "38;5;36",
  bad: "38;5;166",
  secret: "38;5;74",
  forged: "38;5;175",
};

/** Colours a text, where the terminal shows colours. */
export type Paint = (tone: Tone, text: string) => string;

export function painter(color: boolean): Paint {
  return (tone, text) =>
    color && CODES[tone] !== "" && text !== "" ? `\x1b[${CODES[tone]}m${text}\x1b[0m` : text;
}
