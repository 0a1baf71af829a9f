import { createDefine } from "fresh";

/** What middlewares leave for the pages. */
export interface State {
  /** Names the browser session, for turns in the queue and for nothing else. */
  session: string;
  /** What the visitor chose; absent to follow the system. */
  theme?: "light" | "dark";
}

/** Fresh's helpers, with this dashboard's state. */
export const define = createDefine<State>();
