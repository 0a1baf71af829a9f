import { HttpError } from "fresh";
import { define } from "./(_server)/define.ts";
import { Trouble } from "./(_components)/Trouble.tsx";

/** What a visitor sees when a page is not there, or when the server made a mistake. */
export default define.page(({ error }) => {
  const status = error instanceof HttpError ? error.status : 500;
  const message = status === 404
    ? "There is no page at this address"
    : "The server made a mistake; its own output says more";
  return <Trouble trouble={{ kind: "trouble", status, headers: {}, message }} />;
});
