import { HttpError } from "fresh";
import { define } from "../utils.ts";

export default define.page(({ error }) => (
  <h1>Trouble: {error instanceof HttpError ? error.status : "bug"}</h1>
));
