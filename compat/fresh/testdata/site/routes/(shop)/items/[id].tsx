import { define } from "../../../utils.ts";

export default define.page(({ params }) => <p>item {params.id}</p>);
