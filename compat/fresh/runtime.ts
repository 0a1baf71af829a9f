/** `fresh/runtime`: what pages and islands may use, on the server and in the browser. */
export { HttpError } from "./http_error.ts";

/** True in the browser, false on the server. */
export const IS_BROWSER: boolean = typeof document !== "undefined";
