import { type Fault, fault } from "../fault.ts";

/** A record that a key did not seal, or that was changed on the way. */
export function badRecordMac(sequence: number): Fault {
  return fault(
    "badRecordMac",
    `Cannot open record ${sequence}: the authentication tag does not match`,
  );
}
