import type { ComponentChildren } from "preact";

/**
 * A box that scrolls sideways where the page is too narrow for what is in it. It can have the
 * focus, so that keys can scroll it; the arrow keys are its own.
 */
export function Scroll(
  { label, panel = false, children }: {
    /** What is in it, for whoever cannot see it. */
    readonly label: string;
    /** Drawn as a panel itself. */
    readonly panel?: boolean;
    readonly children: ComponentChildren;
  },
) {
  return (
    <div
      class={panel ? "panel scroll" : "scroll"}
      role="region"
      aria-label={label}
      tabIndex={0}
      data-keys="own"
    >
      {children}
    </div>
  );
}
