import { useEffect } from "preact/hooks";

/** Turns pages with the arrow keys, as presenters' remote controls do. */
export default function PageKeys(
  { previous, next }: { readonly previous: string | null; readonly next: string | null },
) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if ((event.target as Element | null)?.closest("input, select, textarea")) return;
      const back = event.key === "ArrowLeft" || event.key === "PageUp";
      const on = event.key === "ArrowRight" || event.key === "PageDown";
      const to = back ? previous : on ? next : null;
      if (to === null) return;
      event.preventDefault();
      location.assign(to);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [previous, next]);
  return (
    <p class="soft no-print needs-script">
      <kbd>←</kbd> <kbd>→</kbd> turn the page.
    </p>
  );
}
