import type { Bytes } from "../bytes/mod.ts";

/**
 * Where a party's chance comes from. Every purpose is a stream of its own, so drawing once more
 * for one purpose shifts no other: `random.bytes("client random", 32)`.
 */
export interface RandomSource {
  /**
   * @param purpose what the bytes are for; equal purposes continue one stream
   * @param count how many bytes
   */
  bytes(purpose: string, count: number): Bytes;
}
