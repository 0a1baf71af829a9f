/** A word of the trade, explained for somebody who hears it for the first time. */
export interface Term {
  /** As it is written in the middle of a sentence. */
  readonly term: string;
  /** Other names, older names, and what abbreviations stand for. */
  readonly also: readonly string[];
  /** One or two sentences. */
  readonly text: string;
  /** Terms to go on with. */
  readonly seeAlso: readonly string[];
  /** Where it is defined; absent for words of this lab and of daily life. */
  readonly spec?: string;
  /** Ids of scenarios in which it matters. */
  readonly scenarios?: readonly string[];
}
