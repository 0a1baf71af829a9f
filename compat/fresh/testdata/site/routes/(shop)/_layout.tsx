import { define } from "../../utils.ts";

export default define.layout(({ Component }) => (
  <section class="shop">
    <Component />
  </section>
));
