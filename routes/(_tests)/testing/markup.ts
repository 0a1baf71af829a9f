/**
 * Reads the HTML and SVG that the dashboard writes, and nothing looser: whatever a browser might
 * take for markup and this does not understand, is an error.
 */

/** A start tag. */
export interface Element {
  readonly name: string;
  /** By name; without a value, the empty text. References such as `&amp;` are resolved. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** What a document holds. */
export interface Markup {
  readonly elements: readonly Element[];
  /** The texts between tags, references resolved. */
  readonly texts: readonly string[];
  /** What stands in `<script>` elements, as it is. */
  readonly scripts: readonly string[];
}

/** Attributes stand between double quotes, in which `>` is a character like others. */
const ATTRIBUTES = '((?:\\s+[\\w:-]+(?:="[^"<]*")?)*)\\s*';
/** The one element whose content a browser does not read as markup. */
const SCRIPT = new RegExp(`<script${ATTRIBUTES}>([^<]*)</script>`, "y");
const START = new RegExp(`<([A-Za-z][\\w-]*)${ATTRIBUTES}/?>`, "y");
const OTHER = /<(?:\/[A-Za-z][\w-]*|!DOCTYPE html|\?xml [^<>]*\?)>/y;
const ATTRIBUTE = /\s+([\w:-]+)(?:="([^"<]*)")?/g;

/** Takes a document apart. @throws {SyntaxError} where it is not plainly written */
export function readMarkup(document: string): Markup {
  const elements: Element[] = [];
  const texts: string[] = [];
  const scripts: string[] = [];
  let at = 0;
  while (at < document.length) {
    if (document[at] !== "<") {
      const end = document.indexOf("<", at);
      const text = document.slice(at, end < 0 ? undefined : end);
      texts.push(resolved(text));
      at += text.length;
      continue;
    }
    const script = matchAt(SCRIPT, document, at);
    const start = script === null ? matchAt(START, document, at) : null;
    const whole = script ?? start ?? matchAt(OTHER, document, at);
    if (whole === null) {
      const piece = JSON.stringify(document.slice(at, at + 200));
      throw new SyntaxError(`Cannot read the markup ${piece}`);
    }
    if (script) {
      elements.push({ name: "script", attributes: attributesOf(script[1]!) });
      scripts.push(script[2]!);
    }
    if (start) elements.push({ name: start[1]!, attributes: attributesOf(start[2]!) });
    at += whole[0].length;
  }
  return { elements, texts, scripts };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(ATTRIBUTE)) {
    if (attributes.has(name)) throw new SyntaxError(`Cannot read "${name}" twice in one tag`);
    attributes.set(name, resolved(value));
  }
  return attributes;
}

const REFERENCES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** A text without references. An ampersand that begins none would be read differently by others. */
function resolved(text: string): string {
  return text.replace(/&(?:\w+;|#\d+;)?/g, (reference) => {
    const character = REFERENCES[reference];
    if (character !== undefined) return character;
    throw new SyntaxError(`Cannot read the reference "${reference}"`);
  });
}

/** Every element by itself and with each of its attributes: `a`, `a[href]`, `a[class]`. */
export function vocabularyOf({ elements }: Markup): Set<string> {
  return new Set(
    elements.flatMap(({ name, attributes }) => [
      name,
      ...[...attributes.keys()].map((attribute) => `${name}[${attribute}]`),
    ]),
  );
}

/** Every string anywhere in plain data, names of fields included. */
export function stringsIn(data: unknown): string[] {
  if (typeof data === "string") return [data];
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => [name, ...stringsIn(value)]);
}
