import { randomBytes } from "node:crypto";

/** Cannot run in a browser. */
export default function Bad() {
  return <p>{randomBytes(1)[0]}</p>;
}
