import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

/** Shows and hides what the server drew. */
export default function Panel(
  { id, open, children }: {
    id: string;
    open: boolean;
    children?: ComponentChildren;
  },
) {
  const [isOpen, setOpen] = useState(open);
  return (
    <section id={id}>
      <button type="button" class="toggle" onClick={() => setOpen(!isOpen)}>
        {isOpen ? "hide" : "show"}
      </button>
      {isOpen && <div class="content">{children}</div>}
    </section>
  );
}
