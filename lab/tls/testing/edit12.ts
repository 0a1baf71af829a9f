/** Ways to spoil a message of TLS 1.2; see `edit.ts`. */
import { type Bytes, type Codec, decodeTrusted, encode, type Infer } from "../../bytes/mod.ts";
import {
  type Handshake12Name,
  HANDSHAKE_BODIES_12,
  HANDSHAKE_HEADER_LENGTH,
  HandshakeType,
} from "../../wire/mod.ts";
import type { Reason } from "../reason.ts";
import type { PairOptions } from "../testing.ts";
import type { NegativeCase } from "./edit.ts";
import { message, type Role, Stage } from "./stage.ts";

export type Body12<N extends Handshake12Name> = Infer<(typeof HANDSHAKE_BODIES_12)[N]>;

/** The message with another body: decoded, changed, encoded again. */
export function rewrite12<N extends Handshake12Name>(
  name: N,
  raw: Bytes,
  change: (body: Body12<N>) => Body12<N>,
): Bytes {
  const codec = HANDSHAKE_BODIES_12[name] as Codec<unknown>;
  const body = decodeTrusted(codec, raw.subarray(HANDSHAKE_HEADER_LENGTH)) as Body12<N>;
  return message(HandshakeType[name], encode(codec, change(body)));
}

/** The victim hears everything honestly up to one message, which is changed, and what follows it. */
export function spoilt12<N extends Handshake12Name>(
  role: Role,
  name: N,
  what: string,
  reason: Reason,
  change: (body: Body12<N>) => Body12<N>,
  options: PairOptions,
): NegativeCase {
  const play = () => {
    const stage = new Stage(role, options).start();
    const { raw } = stage.before(name);
    stage.tell(rewrite12(name, raw, change));
    for (let said = stage.next(); said !== undefined; said = stage.next()) {
      if (stage.victim.state === "FAILED") break;
      stage.repeat(said);
    }
    return stage;
  };
  return { what: `${what} in ${name}`, reason, play };
}
