/** What tests of the playground need: any options at all, drawn from the catalogue of choices. */
import fc from "fast-check";
import { type Control, playgroundChoices, type PlaygroundOptions } from "./playground_options.ts";

export function anyOptions(): fc.Arbitrary<PlaygroundOptions> {
  const values = Object.fromEntries(playgroundChoices().map((one) => [one.option, anyValue(one)]));
  return fc.record(values) as unknown as fc.Arbitrary<PlaygroundOptions>;
}

function anyValue(control: Control): fc.Arbitrary<unknown> {
  switch (control.kind) {
    case "order": {
      const names = control.choices.map(({ name }) => name);
      return fc.shuffledSubarray(names, { minLength: 1 });
    }
    case "set":
      return fc.subarray(control.choices.map(({ name }) => name));
    case "one":
      return fc.constantFrom(...control.choices.map(({ name }) => name));
    case "switch":
      return fc.boolean();
    case "number":
      return fc.oneof(
        fc.constantFrom(control.least, control.most),
        fc.integer({ min: control.least, max: control.most }),
      );
    case "texts":
      return fc.array(fc.stringMatching(/^[ -~äß界]{1,100}$/u), { maxLength: control.most });
  }
}
