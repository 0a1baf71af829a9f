/** Largest body, in bytes. */
export const LARGEST_BODY = 64 * 1024;
/** Deepest nesting of a body. */
const DEEPEST = 16;
/** How long a body may take to come, in milliseconds. */
const LONGEST_WAIT = 10_000;

/** A body, or why there is none: a status and a sentence. */
export type JsonBody =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "fault"; readonly status: 400 | 408 | 413; readonly message: string };

/**
 * Reads the JSON of a request. Bytes are counted as they come, whatever the request says of its
 * length, and reading ends with the first one too many.
 *
 * @param wait how long it may take, in milliseconds
 */
export async function readJson(
  { body }: { readonly body: ReadableStream<Uint8Array> | null },
  wait = LONGEST_WAIT,
): Promise<JsonBody> {
  const bytes = await readAll(body, wait);
  if ("kind" in bytes) return bytes;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return fault(400, "The body is no JSON in UTF-8");
  }
  const problem = problemOf(value, DEEPEST);
  return problem === undefined ? { kind: "value", value } : fault(400, problem);
}

async function readAll(
  body: ReadableStream<Uint8Array> | null,
  wait: number,
): Promise<Uint8Array<ArrayBuffer> | Extract<JsonBody, { kind: "fault" }>> {
  const reader = (body ?? new Blob([]).stream()).getReader();
  const late = Promise.withResolvers<"late">();
  const timer = setTimeout(() => late.resolve("late"), wait);
  const bytes = new Uint8Array(LARGEST_BODY);
  let length = 0;
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), late.promise]);
      if (next === "late") return fault(408, "The body took too long to come");
      if (next.done) return bytes.slice(0, length);
      if (length + next.value.length > LARGEST_BODY) {
        return fault(413, `A body has at most ${LARGEST_BODY} bytes`);
      }
      bytes.set(next.value, length);
      length += next.value.length;
    }
  } catch {
    return fault(400, "The body broke off");
  } finally {
    clearTimeout(timer);
    // Whatever is still on its way is not wanted; the sender may have gone away before.
    reader.cancel().catch(() => {});
  }
}

/** What makes a value unfit, if something does: nesting, or the name that changes prototypes. */
function problemOf(value: unknown, depth: number): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === 0) return `The body is nested deeper than ${DEEPEST} levels`;
  if (Object.hasOwn(value, "__proto__")) return 'The body has a field "__proto__"';
  for (const part of Object.values(value)) {
    const problem = problemOf(part, depth - 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function fault(status: 400 | 408 | 413, message: string): Extract<JsonBody, { kind: "fault" }> {
  return { kind: "fault", status, message };
}
