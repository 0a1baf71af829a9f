import { assert, assertEquals } from "@std/assert";
import { LOAD_HELP, readLoadOptions } from "./arguments.ts";

Deno.test("without words, a hundred browsers press Run within a second", () => {
  assertEquals(readLoadOptions([]), {
    sessions: 100,
    rounds: 5,
    within: 1_000,
    scenario: "mitm",
    address: undefined,
    program: undefined,
    json: false,
    help: false,
  });
});

Deno.test("every option is read", () => {
  const read = readLoadOptions(
    "--sessions 3 --rounds=2 --within 10 --scenario tamper --address http://127.0.0.1:8000/ --json"
      .split(" "),
  );
  assert(typeof read === "object");
  const { sessions, rounds, within, scenario, address, json } = read;
  assertEquals([sessions, rounds, within, scenario, address, json], [
    3,
    2,
    10,
    "tamper",
    "http://127.0.0.1:8000",
    true,
  ]);
});

const WRONG: readonly (readonly [words: string, line: string])[] = [
  ["--session 5", 'Unknown option "--session"; did you mean "--sessions"?'],
  ["five", 'Unknown option "five"'],
  ["--sessions 501", "--sessions wants a whole number from 1 to 500"],
  ["--rounds 0", "--rounds wants a whole number from 1 to 50"],
  ["--within soon", "--within wants a whole number from 1 to 60000"],
  ["--scenario ../x", "--scenario wants the name of a scenario"],
  [
    "--address http://bank.example:80",
    "--address wants a server on this machine, such as http://127.0.0.1:8000",
  ],
];

for (const [words, line] of WRONG) {
  Deno.test(`bench:load ${words} is a wrong call: ${line}`, () => {
    assertEquals(readLoadOptions(words.split(" ")), line);
  });
}

Deno.test("the help names every option", () => {
  for (const name of Object.keys(readLoadOptions([]) as object)) {
    assert(name === "help" || LOAD_HELP.includes(`--${name}`), name);
  }
});
