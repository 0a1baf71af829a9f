import { asset } from "fresh/runtime";
import { define } from "../utils.ts";

export default define.layout(({ Component }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>Site</title>
      <link rel="stylesheet" href={asset("/style.css")} />
    </head>
    <body>
      <Component />
    </body>
  </html>
));
