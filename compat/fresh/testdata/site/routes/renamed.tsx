import type { RouteConfig } from "fresh";
import { define } from "../utils.ts";

export const config: RouteConfig = { routeOverride: "/other/:name@:version" };

export default define.page(({ params }) => <p>{params.name} {params.version}</p>);
