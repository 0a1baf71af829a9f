import { define } from "../utils.ts";
import Panel from "./(_islands)/Panel.tsx";

/** Wrong on purpose: browsers move a section out of a paragraph, and the island loses its place. */
export default define.page(() => (
  <p>
    <Panel id="lost" open={false} />
  </p>
));
