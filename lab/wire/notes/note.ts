/** What there is to say about a field. */
export interface Note {
  /** A sentence or two, as a student should hear it. */
  readonly text: string;
  /** Where it is written. */
  readonly spec: string;
}

/** Notes by field path, list indexes left out: `ClientHello.cipherSuites`. */
export type Notes = Readonly<Record<string, Note>>;

/** Shortens the tables: text first, since it matters most. */
export function note(text: string, spec: string): Note {
  return { text, spec };
}
