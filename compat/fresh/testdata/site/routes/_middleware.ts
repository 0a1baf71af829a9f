import { define } from "../utils.ts";

export default define.middleware([
  (ctx) => {
    ctx.state.visits = ["first"];
    return ctx.next();
  },
  async (ctx) => {
    ctx.state.visits.push("second");
    const response = await ctx.next();
    response.headers.set("x-middleware", "seen");
    return response;
  },
]);
