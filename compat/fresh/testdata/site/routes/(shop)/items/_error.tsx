import { define } from "../../../utils.ts";

export default define.page(() => <h1>Trouble in the shop</h1>);
