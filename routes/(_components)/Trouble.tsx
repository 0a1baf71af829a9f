import type { Trouble as TroubleValue } from "../(_server)/load.ts";

/** Says what is wrong and what to do, where a page cannot be shown. */
export function Trouble({ trouble }: { readonly trouble: TroubleValue }) {
  const { message, suggestion, status } = trouble;
  return (
    <section class="panel" role="alert">
      <h1>
        {status === 404 ? "Not here" : status === 503 ? "Many are waiting" : "That did not work"}
      </h1>
      <p>{message}</p>
      {suggestion !== undefined && (
        <p>
          Perhaps you meant <a href={suggestion}>{suggestion}</a>.
        </p>
      )}
      <p>
        <a href="/">All scenarios</a>
      </p>
    </section>
  );
}
