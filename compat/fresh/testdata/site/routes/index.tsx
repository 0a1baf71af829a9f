import { Head } from "fresh/runtime";
import { define } from "../utils.ts";

export default define.page(({ url, route }) => (
  <>
    <Head>
      <title>Home</title>
    </Head>
    <h1>Home of {url.pathname} by {route}</h1>
  </>
));
