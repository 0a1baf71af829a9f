/** Ways to spoil a message: each takes a body and gives one that differs in a single respect. */
import { type Bytes, EMPTY } from "../../bytes/mod.ts";
import {
  type Extension,
  type ExtensionName,
  ExtensionType,
  type HandshakeName,
} from "../../wire/mod.ts";
import type { Reason } from "../reason.ts";
import type { PairOptions } from "../testing.ts";
import { type BodyOf, rewrite, type Role, Stage } from "./stage.ts";

/** A handshake that must end for one reason. */
export interface NegativeCase {
  /** What is wrong, as a sentence about the peer: `answers with a suite that was not offered`. */
  readonly what: string;
  readonly reason: Reason;
  /** Plays it to the end. */
  readonly play: () => Stage;
}

/** The victim hears everything honestly up to one message, which is changed. */
export function spoilt<N extends HandshakeName>(
  role: Role,
  name: N,
  what: string,
  reason: Reason,
  change: (body: BodyOf<N>) => BodyOf<N>,
  options: PairOptions = {},
  nth = 1,
): NegativeCase {
  const play = () => {
    const stage = new Stage(role, options).start();
    const { raw } = stage.before(name, nth);
    return stage.tell(rewrite(name, raw, change));
  };
  return { what: `${what} in ${name}`, reason, play };
}

/** The victim is brought into a state and then hears something else. */
export function told(
  role: Role,
  state: string,
  what: string,
  reason: Reason,
  say: (stage: Stage) => unknown,
  options: PairOptions = {},
): NegativeCase {
  const play = () => {
    const stage = new Stage(role, options).start().reach(state);
    say(stage);
    return stage;
  };
  return { what: `${what} in ${state}`, reason, play };
}

interface Extended {
  readonly extensions?: readonly Extension[] | undefined;
}

/** With one more extension at the end. */
export function plus(name: ExtensionName | number, data: Bytes = EMPTY) {
  const type = typeof name === "number" ? name : ExtensionType[name];
  return <T extends Extended>(body: T): T => ({
    ...body,
    extensions: [...body.extensions ?? [], { type, data }],
  });
}

/** Without an extension. */
export function minus(name: ExtensionName) {
  return <T extends Extended>(body: T): T => ({
    ...body,
    extensions: body.extensions?.filter(({ type }) => type !== ExtensionType[name]),
  });
}

/** With other data in an extension, which keeps its place. */
export function data(name: ExtensionName, change: (data: Bytes) => Bytes) {
  return <T extends Extended>(body: T): T => ({
    ...body,
    extensions: body.extensions?.map((extension) =>
      extension.type === ExtensionType[name]
        ? { ...extension, data: change(extension.data) }
        : extension
    ),
  });
}

/** With its first extension once more. */
export function twice<T extends Extended>(body: T): T {
  const extensions = body.extensions ?? [];
  return { ...body, extensions: [...extensions, ...extensions.slice(0, 1)] };
}

/** With one bit changed. */
export function flip(bytes: Bytes, at = bytes.length - 1): Bytes {
  return bytes.map((octet, i) => i === at ? octet ^ 1 : octet);
}
