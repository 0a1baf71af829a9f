import type { Signal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";

/** Shows a number that may be shared, and what else it was given. */
export function Counter(
  { id, count, label, bytes }: {
    id: string;
    count: Signal<number>;
    label: string;
    bytes: Uint8Array;
  },
) {
  return (
    <div class="counter" id={id}>
      <button
        type="button"
        disabled={!IS_BROWSER}
        onClick={() => count.value++}
      >
        more
      </button>
      <output>{count}</output> <span class="label">{label}</span>{" "}
      <code>{bytes instanceof Uint8Array ? bytes.toHex() : "no bytes"}</code>
    </div>
  );
}
