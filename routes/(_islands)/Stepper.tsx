import { useEffect, useRef, useState } from "preact/hooks";
import { Panel } from "../(_components)/Panel.tsx";
import type { PanelModel } from "../(_server)/panel.ts";

/**
 * Steps through the packets of a run with the arrow keys, and shows each beside the diagram. The
 * address keeps the place: what is behind `#` is the event.
 */
export default function Stepper(
  { steps, first, source }: {
    /** Events of the packets, in order. */
    readonly steps: readonly number[];
    /** The panel the server has drawn already. */
    readonly first: PanelModel | null;
    /** Where panels come from; the event goes in place of `EVENT`. */
    readonly source: string;
  },
) {
  const [panel, setPanel] = useState(first);
  const [wanted, want] = useState(first?.event ?? steps[0]);
  const [trouble, setTrouble] = useState("");
  // Of a row that is no packet: the packet before it, from which one goes on.
  const place = wanted === undefined ? -1 : steps.findLastIndex((step) => step <= wanted);
  const between = wanted !== undefined && steps[place] !== wanted;
  // Keys may come faster than pages are drawn: each goes on from the last, drawn or not.
  const last = useRef(wanted);

  const choose = (event: number | undefined) => {
    if (event === undefined || !steps.includes(event)) return;
    last.current = event;
    want(event);
    history.replaceState(null, "", `#${event}`);
  };

  // The place in the address counts more than what the server guessed.
  useEffect(() => {
    const follow = () => {
      const event = Number(location.hash.slice(1));
      if (location.hash === "" || !(steps.includes(event) || isRow(event))) return;
      last.current = event;
      want(event);
    };
    follow();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, [steps]);

  useEffect(() => {
    if (wanted === undefined) return;
    // On arrival the page stays where it is, unless its address names a place.
    markRow(wanted, panel?.event !== wanted || location.hash !== "");
  }, [wanted]);

  // Also when a panel has come, for it may be one that nobody wants any more.
  useEffect(() => {
    if (wanted === undefined || panel?.event === wanted) return;
    const abort = new AbortController();
    fetch(source.replace("EVENT", String(wanted)), { signal: abort.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
        const come = await answer.json();
        if (abort.signal.aborted) return;
        setPanel(come);
        setTrouble("");
      })
      .catch((error) => {
        if (!abort.signal.aborted) setTrouble(`Cannot show #${wanted}: ${error.message}`);
      });
    return () => abort.abort();
  }, [wanted, panel?.event]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as Element | null;
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (target?.closest("input, select, textarea, [data-keys=own]")) return;
      const to = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      choose(neighbour(steps, last.current, to));
    };
    const onClick = (event: MouseEvent) => {
      const row = (event.target as Element | null)?.closest("a[data-step]");
      if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      choose(Number(row.getAttribute("data-step")));
    };
    addEventListener("keydown", onKey);
    addEventListener("click", onClick);
    return () => {
      removeEventListener("keydown", onKey);
      removeEventListener("click", onClick);
    };
  }, [steps]);

  return (
    <div>
      <div class="controls no-print needs-script">
        <button
          type="button"
          onClick={() => choose(neighbour(steps, wanted, -1))}
          disabled={between ? place < 0 : place <= 0}
        >
          ← Previous
        </button>
        <button
          type="button"
          onClick={() => choose(neighbour(steps, wanted, 1))}
          disabled={place >= steps.length - 1}
        >
          Next →
        </button>
        <span class="soft">
          {between ? `after ${place + 1}` : place + 1} of {steps.length} · <kbd>←</kbd> <kbd>→</kbd>
        </span>
      </div>
      <p class="sr" role="status">
        {panel === null ? "" : `${panel.heading}: ${panel.label}`}
      </p>
      {trouble !== "" && <p class="bad" role="alert">{trouble}</p>}
      {panel !== null && <Panel panel={panel} />}
    </div>
  );
}

/** The packet before or after an event; at the ends, the last there is. */
function neighbour(
  steps: readonly number[],
  event: number | undefined,
  to: number,
): number | undefined {
  const place = event === undefined ? -1 : steps.findLastIndex((step) => step <= event);
  const from = to < 0 && steps[place] !== event ? place + 1 : place;
  return steps[Math.max(0, Math.min(steps.length - 1, from + to))];
}

/** Whether the diagram has a row for what happened inside one party. */
function isRow(event: number): boolean {
  return document.getElementById(String(event))?.matches(".sequence li") === true;
}

/** Lights up the row of the diagram, which the server has drawn outside this island. */
function markRow(event: number, follow: boolean): void {
  for (const row of document.querySelectorAll(".sequence .selected")) {
    row.classList.remove("selected");
  }
  const row = document.getElementById(String(event));
  row?.classList.add("selected");
  if (follow) row?.scrollIntoView({ block: "nearest" });
}
