import { define } from "../../../utils.ts";

export default define.page(({ params }) => <p>docs {params.version ?? "latest"}</p>);
