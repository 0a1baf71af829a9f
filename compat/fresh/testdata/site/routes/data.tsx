import { HttpError, page } from "fresh";
import { define } from "../utils.ts";

export const handler = define.handlers({
  GET: (ctx) => {
    if (ctx.url.searchParams.has("teapot")) {
      throw new HttpError(418, "short and stout");
    }
    return page({ answer: 42 }, { status: 202, headers: { "x-data": "yes" } });
  },
  POST: async (ctx) => new Response(`got ${await ctx.req.text()}`),
});

export default define.page<typeof handler>(({ data }) => {
  // This line is also a test of the compiler.
  const answer: number = data.answer;
  return <p>The answer is {answer}</p>;
});
