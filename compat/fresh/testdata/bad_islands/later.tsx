/** Cannot run in a browser, as one would see only when it is clicked. */
export default function Bad() {
  return <button type="button" onClick={() => import("node:fs")}>read</button>;
}
