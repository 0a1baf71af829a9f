import type { Field } from "../bytes/mod.ts";

/** Entries of a list that are shown; a certificate may hold thousands of names. */
const MOST_ENTRIES = 16;
/** Texts that say all that stands inside them: names of the issuer and the subject. */
const WHOLE = /^(?:issuer|subject)$/;

/**
 * A certificate's tree without what only DER needs: no identifiers and lengths, an extension is what
 * it says, and what a text repeats is not told again. Long lists are cut, and say so.
 */
export function gistOf(field: Field): Field {
  const inner = field.children.filter(({ name }) => name !== "header");
  const value = inner.find(({ name }) => name === "extnValue");
  if (value !== undefined) return extension(field, value);
  const told = field.text !== undefined &&
    (WHOLE.test(field.name) || inner.every(({ text }) => text?.startsWith(field.text!)));
  const children = told ? [] : inner.slice(0, MOST_ENTRIES).map(gistOf);
  const rest = told ? undefined : inner[MOST_ENTRIES];
  if (rest !== undefined) {
    const text = `${inner.length - MOST_ENTRIES} more`;
    children.push({ name: "…", start: rest.start, end: field.end, text, children: [] });
  }
  return { ...field, children };
}

/** `keyUsage critical, digitalSignature`, under the name of the extension where it has one. */
function extension(field: Field, value: Field): Field {
  const content = value.children.findLast(({ name }) => name !== "header");
  if (content === undefined) return { ...field, children: [gistOf(value)] };
  const says = gistOf(content);
  const critical = field.children.some(({ name, text }) => name === "critical" && text === "true");
  const text = [critical ? "critical" : "", says.text ?? ""].filter((part) => part !== "")
    .join(", ");
  return {
    ...says,
    start: field.start,
    end: field.end,
    ...(text !== "" && { text }),
  };
}
