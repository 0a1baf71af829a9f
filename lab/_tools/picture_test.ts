import { assertEquals } from "@std/assert";
import { PICTURE, picture } from "./picture.ts";

Deno.test("the picture in README is what the program prints", () => {
  const drawn = Deno.readTextFileSync(new URL(`../../${PICTURE}`, import.meta.url));
  assertEquals(drawn, picture(), 'changed on purpose? run "deno task picture"');
});
