import { define } from "../utils.ts";

export default define.layout(({ Component, state }) => (
  <main class="outer" data-visits={state.visits.join()}>
    <Component />
  </main>
));
