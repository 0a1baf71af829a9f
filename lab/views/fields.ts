import type { Bytes, Field } from "../bytes/mod.ts";
import { type Note, noteFor } from "../wire/mod.ts";
import { visible } from "./visible.ts";

/** Bytes with the tree that names them; the tree's offsets count from the first of these bytes. */
export interface Annotated {
  readonly bytes: Bytes;
  readonly tree: Field;
  /** `ProtocolVersion` value that the fields are to be explained for; TLS 1.3 unless said. */
  readonly version?: number;
}

/** A field as a page lists it. Every text is fit for displays. */
export interface FlatField {
  /**
   * Names it inside its tree, and is the same in every run:
   * `Handshake.ClientHello.cipherSuites[2]`. Of namesakes beside each other the second is `~2`.
   */
  readonly path: string;
  readonly name: string;
  /** 0 for the root. */
  readonly depth: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly text?: string;
  readonly error?: string;
  /** Whether nothing stands inside it. */
  readonly leaf: boolean;
  /** What a teacher says about it. */
  readonly note?: Note;
}

/**
 * All fields of a tree, each before what stands inside it.
 *
 * @param version `ProtocolVersion` value: the same message may mean something else in TLS 1.2
 */
export function flatten(tree: Field, version?: number): readonly FlatField[] {
  const fields: FlatField[] = [];
  const taken = new Map<string, number>();
  const walk = (field: Field, parent: string, depth: number) => {
    const { start, end, text, error, children } = field;
    const name = visible(field.name);
    const path = unique(
      parent === "" || name.startsWith("[") ? parent + name : `${parent}.${name}`,
    );
    const note = noteFor(path.replace(/~\d+/g, ""), version);
    fields.push({
      path,
      name,
      depth,
      start,
      end,
      ...(text !== undefined && { text: visible(text) }),
      ...(error !== undefined && { error: visible(error) }),
      leaf: children.length === 0,
      ...(note !== undefined && { note }),
    });
    for (const child of children) walk(child, path, depth + 1);
  };
  const unique = (path: string): string => {
    const n = (taken.get(path) ?? 0) + 1;
    taken.set(path, n);
    return n === 1 ? path : unique(`${path}~${n}`);
  };
  walk(tree, "", 0);
  return fields;
}

/** The innermost field that holds the byte at an offset; `undefined` outside the tree. */
export function fieldAt(tree: Field, offset: number): FlatField | undefined {
  return flatten(tree).findLast(({ start, end }) => start <= offset && offset < end);
}

/** For every byte the index of its innermost field, -1 for none: what hex displays link to. */
export function ownersOf(fields: readonly FlatField[], length: number): readonly number[] {
  const owners = new Array<number>(length).fill(-1);
  // Inner fields come after those around them, and so paint over them.
  fields.forEach(({ start, end }, index) => owners.fill(index, start, end));
  return owners;
}

/** A field drawn by hand, where no codec is at work. */
export function drawn(
  name: string,
  start: number,
  end: number,
  more: { readonly text?: string; readonly error?: string; readonly children?: readonly Field[] } =
    {},
): Field {
  const { children = [], ...rest } = more;
  return { name, start, end, ...rest, children };
}

/** The same tree, further back; and under another name if one is given. */
export function shifted(field: Field, by: number, name = field.name): Field {
  return {
    ...field,
    name,
    start: field.start + by,
    end: field.end + by,
    children: field.children.map((child) => shifted(child, by)),
  };
}

/** What is left of a tree when the bytes end before it does. */
export function clipped(field: Field, end: number): Field {
  return {
    ...field,
    end: Math.min(field.end, end),
    children: field.children.filter((child) => child.start < end).map((one) => clipped(one, end)),
  };
}

/** The same tree with more inside the field at a path of names: `within(tree, ["fragment"], …)`. */
export function within(
  field: Field,
  path: readonly string[],
  children: readonly Field[],
): Field {
  const [next, ...rest] = path;
  if (next === undefined) return { ...field, children: [...field.children, ...children] };
  return {
    ...field,
    children: field.children.map((child) =>
      child.name === next ? within(child, rest, children) : child
    ),
  };
}

/** The field at a path of names. */
export function descend(field: Field, ...path: readonly string[]): Field | undefined {
  return path.reduce<Field | undefined>(
    (found, name) => found?.children.find((child) => child.name === name),
    field,
  );
}
