import { define } from "../../../utils.ts";

export default define.page(() => <p>the special item</p>);
