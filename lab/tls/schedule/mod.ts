/** From shared secret to keys: HKDF labels, the ladder of secrets, the transcript. */
export * from "./expand.ts";
export * from "./rungs.ts";
export { Transcript } from "./transcript.ts";
