import { createDefine } from "fresh";

/** What the middleware leaves for the pages. */
export interface State {
  visits: string[];
}

/** Helpers that know the state. */
export const define = createDefine<State>();
