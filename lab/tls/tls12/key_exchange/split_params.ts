import { type Bytes, type Codec, DecodeError, Reader } from "../../../bytes/mod.ts";
import { type Fault, fault } from "../../fault.ts";

/** Parameters at the beginning of a message, and what follows them. */
export interface SplitParams<T> {
  readonly value: T;
  /** The parameters as the peer spelt them, which a signature covers. */
  readonly params: Bytes;
  readonly rest: Bytes;
}

/** Reads the parameters that a ServerKeyExchange begins with (RFC 5246 §7.4.3). */
export function splitParams<T>(codec: Codec<T>, body: Bytes | undefined): SplitParams<T> | Fault {
  if (body === undefined) {
    return fault("missingServerKeyExchange", "The suite calls for a ServerKeyExchange");
  }
  const reader = new Reader(body);
  try {
    const value = codec.read(reader);
    const { position } = reader;
    return { value, params: body.subarray(0, position), rest: body.subarray(position) };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return fault("undecodable", error.message);
  }
}
