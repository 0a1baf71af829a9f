import { assertEquals } from "@std/assert";
import plugin from "./mod.ts";

/** How often the rule objects. The paths are put together here, or this file would break the rule. */
function count(source: string, ...folders: string[]): number {
  const text = folders.reduce((text, folder) => text.replace("@", `/${folder}/`), source);
  return Deno.lint.runPlugin(plugin, "lab/tls/engine.ts", text)
    .filter(({ id }) => id === "lab/no-machine-paths").length;
}

Deno.test("no-machine-paths stops folders that only one machine has", () => {
  for (const folder of ["home", "root", "work", "Users"]) {
    assertEquals(count('read("@data.json");', folder), 1, folder);
    assertEquals(count("read(`${scheme}:@${name}`);", folder), 1, folder);
    assertEquals(count('run("tool --in=@data.json");', folder), 1, folder);
  }
});

Deno.test("no-machine-paths leaves other paths alone", () => {
  assertEquals(count('read("./home/data.json");'), 0);
  assertEquals(count('get("https://bank.example/home/");'), 0);
  assertEquals(count('read("../shared/vectors/rfc8448.json");'), 0);
  assertEquals(count('get("/homework/1");'), 0);
});
