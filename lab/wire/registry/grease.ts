import type { Registry } from "../../bytes/mod.ts";

/**
 * Whether a two-byte number is one of the sixteen that clients throw in so that nobody gets used
 * to a closed list: 0x0a0a, 0x1a1a and so on (RFC 8701 §2).
 */
export function isGrease(value: number): boolean {
  return (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);
}

/** The same for the one-byte numbers of psk_key_exchange_modes: 0x0b, 0x2a and so on (RFC 8701 §2). */
export function isGreasePskMode(value: number): boolean {
  return value <= 0xe4 && value % 0x1f === 0x0b;
}

/** A registry of two-byte numbers whose displays call GREASE by its name. */
export function greased<N extends Record<string, number>>(plain: Registry<N>): Registry<N> {
  const grease = (value: number) => `GREASE (0x${value.toString(16).padStart(4, "0")})`;
  return {
    ...plain,
    show: (value) => isGrease(value) ? grease(value) : plain.show?.(value),
    label: (value) => isGrease(value) ? grease(value) : plain.label(value),
  };
}
