/** What an app does without any files. All of it holds for the real Fresh too. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { App, type Context, createDefine, HttpError, page } from "fresh";

interface State {
  trail: string[];
}

const define = createDefine<State>();

/** A middleware that notes when it is entered and left. */
function noting(name: string) {
  return define.middleware(async (ctx) => {
    ctx.state.trail = [...ctx.state.trail ?? [], name];
    const response = await ctx.next();
    response.headers.append("x-left", name);
    return response;
  });
}

const showTrail = (ctx: Context<State>) => new Response(ctx.state.trail?.join(" ") ?? "none");

const routed = new App<State>()
  .use(noting("a"), noting("b"))
  .get("/early", showTrail)
  .use(noting("c"))
  .use("/deep", noting("d"))
  .get("/late", showTrail)
  .get("/deep/inside", showTrail)
  .get("/several", noting("x"), noting("y"), showTrail)
  .get("/items/new", () => new Response("fixed"))
  .get("/items/:id", (ctx) => new Response(`${ctx.route} ${ctx.params.id}`))
  .get("/files/*", (ctx) => new Response(ctx.route))
  .post("/only-post", async (ctx) => new Response(await ctx.req.text()))
  .all("/any", (ctx) => new Response(ctx.req.method))
  .get("/away", (ctx) => ctx.redirect("/late"))
  .get("/away/301", (ctx) => ctx.redirect("https://example.com/", 301))
  .get("/text", (ctx) => ctx.text("plain"))
  .get("/html", (ctx) => ctx.html("<p>html</p>"))
  .get("/json", (ctx) => ctx.json({ a: 1 }, { status: 201 }))
  .get("/jsx", (ctx) => ctx.render(<h1>drawn</h1>, { status: 418, headers: { "x-own": "1" } }))
  .get("/error", () => {
    throw new Error("the server's secret");
  })
  .get("/forbidden", () => {
    throw new HttpError(403, "not for you");
  })
  .handler();

/** Requests, with what their answers have to be. */
const ANSWERS: readonly [request: string, status: number, body?: string][] = [
  ["GET /early", 200, "a b"],
  ["GET /late", 200, "a b c"],
  ["GET /deep/inside", 200, "a b c d"],
  ["GET /several", 200, "a b c x y"],
  ["GET //late", 200, "a b c"],
  ["GET /items/new", 200, "fixed"],
  ["GET /items/7", 200, "/items/:id 7"],
  ["GET /items/a%20b", 200, "/items/:id a b"],
  ["GET /files/a/b", 200, "/files/*"],
  ["GET /only-post", 405],
  ["POST /only-post", 200, "body"],
  ["POST /late", 405],
  ["PATCH /any", 200, "PATCH"],
  ["GET /away", 302],
  ["GET /away/301", 301],
  ["GET /text", 200, "plain"],
  ["GET /html", 200, "<p>html</p>"],
  ["GET /json", 201, '{"a":1}'],
  ["GET /jsx", 418],
  ["GET /error", 500],
  ["GET /forbidden", 403],
  ["GET /nowhere", 404],
  ["GET /items", 404],
  ["HEAD /late", 200],
  ["HEAD /nowhere", 404],
];

for (const [asked, status, body] of ANSWERS) {
  Deno.test(`an app answers ${asked} with ${status}`, async () => {
    const response = await ask(routed, asked);
    const text = await response.text();
    assertEquals(response.status, status);
    if (body !== undefined) assertEquals(text, body);
  });
}

function ask(handler: (request: Request) => Promise<Response>, asked: string): Promise<Response> {
  const [method = "", path = ""] = asked.split(" ");
  const body = method === "POST" ? "body" : null;
  return handler(new Request(`http://localhost${path}`, { method, body }));
}

Deno.test("middlewares are left in the opposite order", async () => {
  const response = await ask(routed, "GET /several");
  assertEquals(response.headers.get("x-left"), "y, x, c, b, a");
});

Deno.test("an answer says what it is", async () => {
  const types = await Promise.all(
    ["text", "html", "json", "jsx"].map(async (path) =>
      (await ask(routed, `GET /${path}`)).headers.get("content-type")?.split(";")[0]
    ),
  );
  assertEquals(types, ["text/plain", "text/html", "application/json", "text/html"]);
});

Deno.test("a redirect says where to", async () => {
  assertEquals((await ask(routed, "GET /away")).headers.get("location"), "/late");
  const away = await ask(routed, "GET /away/301");
  assertEquals(away.headers.get("location"), "https://example.com/");
});

Deno.test("a page that is drawn keeps the headers it was given", async () => {
  const response = await ask(routed, "GET /jsx");
  assertEquals(response.headers.get("x-own"), "1");
  assertStringIncludes(await response.text(), "<h1>drawn</h1>");
});

Deno.test("layouts go around a page, and the wrapper around them", async () => {
  const handler = new App()
    .appWrapper(({ Component }) => (
      <html>
        <body>
          <Component />
        </body>
      </html>
    ))
    .layout("*", ({ Component }) => (
      <main>
        <Component />
      </main>
    ))
    .layout("/inner", ({ Component, url }) => (
      <div title={url.pathname}>
        <Component />
      </div>
    ))
    .get("/", (ctx) => ctx.render(<p>outer</p>))
    .get("/inner/page", (ctx) => ctx.render(<p>inner</p>))
    .layout("/alone", ({ Component }) => (
      <i>
        <Component />
      </i>
    ), { skipInheritedLayouts: true })
    .get("/alone/page", (ctx) => ctx.render(<p>alone</p>))
    .handler();
  const body = async (path: string) =>
    /<body>.*<\/body>/.exec(await (await ask(handler, `GET ${path}`)).text())?.[0];
  assertEquals(await body("/"), "<body><main><p>outer</p></main></body>");
  assertEquals(
    await body("/inner/page"),
    '<body><main><div title="/inner/page"><p>inner</p></div></main></body>',
  );
  assertEquals(await body("/alone/page"), "<body><i><p>alone</p></i></body>");
});

Deno.test("a route draws its page with the handler's data", async () => {
  const handlers = createDefine<unknown>().handlers({
    GET: () => page({ name: "Fresh" }, { status: 203, headers: { "x-data": "1" } }),
  });
  const component = createDefine<unknown>().page<typeof handlers>(({ data }) => {
    // This line is also a test of the compiler.
    const name: string = data.name;
    return <p>{name}</p>;
  });
  const handler = new App<unknown>().route("/about", { component, handlers }).handler();
  const response = await ask(handler, "GET /about");
  assertStringIncludes(await response.text(), "<p>Fresh</p>");
  assertEquals([response.status, response.headers.get("x-data")], [203, "1"]);
});

Deno.test("the nearest error route answers, and a 404 goes to notFound()", async () => {
  const fail = () => {
    throw new Error("fail");
  };
  const handler = new App()
    .onError("*", (ctx) => new Response(`outer ${(ctx.error as Error).message}`, { status: 500 }))
    .onError("/foo/bar", () => new Response("nested", { status: 500 }))
    .notFound((ctx) => new Response(`no ${ctx.url.pathname}`, { status: 404 }))
    .get("/thrower", fail)
    .get("/foo/bar/thrower", fail)
    .get("/foo/bar/missing", () => {
      throw new HttpError(404);
    })
    .handler();
  const body = async (path: string) => await (await ask(handler, `GET ${path}`)).text();
  assertEquals(await body("/thrower"), "outer fail");
  assertEquals(await body("/foo/bar/thrower"), "nested");
  assertEquals(await body("/foo/bar/missing"), "no /foo/bar/missing");
  assertEquals(await body("/nowhere"), "no /nowhere");
});
