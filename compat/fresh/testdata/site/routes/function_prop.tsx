import { define } from "../utils.ts";
import Panel from "./(_islands)/Panel.tsx";

export default define.page(() => (
  <Panel id="x" open>
    {(() => "a function") as unknown as string}
  </Panel>
));
