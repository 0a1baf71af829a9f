/** An object of JSON, as it came from a peer. */
export type Json = { readonly [name: string]: unknown };

/** More than any message of this protocol has. */
const MOST = 100_000;

/** The object that a text holds; `undefined` for anything else. */
export function objectIn(text: string): Json | undefined {
  if (text.length > MOST) return undefined;
  try {
    return asObject(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function asObject(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Json
    : undefined;
}

/** A member that is a text. */
export function textAt(object: Json | undefined, name: string): string | undefined {
  const value = memberOf(object, name);
  return typeof value === "string" ? value : undefined;
}

/** The texts of a member that is a list of nothing but texts. */
export function textsAt(object: Json | undefined, name: string): readonly string[] | undefined {
  const value = memberOf(object, name);
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : undefined;
}

/** The objects of a member that is a list. */
export function objectsAt(object: Json | undefined, name: string): readonly Json[] {
  const value = memberOf(object, name);
  return Array.isArray(value) ? value.map(asObject).filter((one) => one !== undefined) : [];
}

export function memberOf(object: Json | undefined, name: string): unknown {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}
