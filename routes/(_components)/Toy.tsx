import { type Run, toyOf } from "../../lab/scenario/mod.ts";
import { told } from "../(_server)/names.ts";

/** The label that says what is smaller here than in the real world, and what it would cost there. */
export function Toy({ run }: { readonly run: Run }) {
  const toy = toyOf(run.scenario, run.size);
  const { extrapolation } = run.verdict;
  return (
    <>
      {toy !== undefined && (
        <p>
          <strong class="toy">TOY</strong> {told(toy)}
        </p>
      )}
      {extrapolation !== undefined && <p class="soft">In real: {told(extrapolation)}</p>}
    </>
  );
}
