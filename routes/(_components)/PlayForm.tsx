import {
  type Choice,
  type Control,
  playgroundChoices,
  type PlaygroundOptions,
} from "../../scenarios/mod.ts";
import { visible } from "../(_server)/names.ts";

const GROUPS = ["Alice", "Bank", "Attacker", "Link", "Story"] as const;

/** The controls of the playground, drawn from the lab's own lists. */
export function PlayForm(
  { options, seed }: { readonly options: PlaygroundOptions; readonly seed: number },
) {
  return (
    <form class="panel no-print" method="get" action="/play">
      <div class="play-groups">
        {GROUPS.map((group) => (
          <fieldset key={group}>
            <legend>{group}</legend>
            {playgroundChoices().filter((control) => control.group === group).map((control) => (
              <ControlView key={control.param} control={control} options={options} />
            ))}
          </fieldset>
        ))}
      </div>
      <div class="controls">
        <label>
          Seed <input type="number" name="seed" min="0" max="9007199254740991" value={seed} />
        </label>
        <button class="primary" type="submit">Run</button>
        <a class="button" href="/play">Start again</a>
      </div>
    </form>
  );
}

function ControlView(
  { control, options }: { readonly control: Control; readonly options: PlaygroundOptions },
) {
  const { param, label, explanation } = control;
  const value = options[control.option];
  switch (control.kind) {
    case "one":
      return (
        <p>
          <label title={explanation}>
            {label}
            <select name={param}>
              {control.choices.map((choice) => (
                <option key={choice.name} value={choice.name} selected={choice.name === value}>
                  {choice.label}
                </option>
              ))}
            </select>
          </label>
        </p>
      );
    case "order":
    case "set": {
      const chosen = value as readonly string[];
      return (
        <details open={control.kind === "set" && chosen.length > 0}>
          <summary title={explanation}>
            {label} <span class="soft">{chosen.length} of {control.choices.length}</span>
          </summary>
          <input type="hidden" name={param} value="" />
          {chosenFirst(control.choices, chosen).map((choice) => (
            <div key={choice.name}>
              <label title={choice.explanation}>
                <input
                  type="checkbox"
                  name={param}
                  value={choice.name}
                  checked={chosen.includes(choice.name)}
                />
                {choice.label}
              </label>
            </div>
          ))}
        </details>
      );
    }
    case "switch":
      return (
        <p>
          <label title={explanation}>
            <input type="checkbox" name={param} value="on" checked={value === true} /> {label}
          </label>
        </p>
      );
    case "number":
      return (
        <p>
          <label title={explanation}>
            {label}
            <input
              type="number"
              name={param}
              min={control.least}
              max={control.most}
              step={control.step}
              value={String(value)}
            />
            {control.unit}
          </label>
        </p>
      );
    case "texts": {
      const texts = value as readonly string[];
      return (
        <div>
          <div title={explanation}>{label}</div>
          {[...texts, ""].slice(0, control.most).map((text, i) => (
            <p key={i}>
              <input
                name={param}
                value={visible(text)}
                maxLength={control.longest}
                aria-label={`${label}, ${i + 1}`}
              />
            </p>
          ))}
        </div>
      );
    }
  }
}

/** What is chosen stands first, in the order of preference. */
function chosenFirst(choices: readonly Choice[], chosen: readonly string[]): readonly Choice[] {
  const rank = ({ name }: Choice) => chosen.includes(name) ? chosen.indexOf(name) : chosen.length;
  return choices.toSorted((a, b) => rank(a) - rank(b));
}
