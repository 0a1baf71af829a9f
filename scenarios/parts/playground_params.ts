/** The playground's options in an address, and back. */
import { nearest } from "../../lab/scenario/mod.ts";
import {
  type Control,
  PLAYGROUND_DEFAULTS,
  playgroundChoices,
  type PlaygroundOptions,
} from "./playground_options.ts";

/** What is wrong with one parameter. The message may quote hostile text. */
export interface OptionError {
  readonly param: string;
  /** One sentence without a full stop. */
  readonly message: string;
  /** What was probably meant. */
  readonly suggestion?: string;
}

export type ParsedPlayground =
  | { readonly ok: true; readonly options: PlaygroundOptions }
  | {
    readonly ok: false;
    readonly errors: readonly OptionError[];
    /** What could be read, with the default in place of what could not: a form shows it again. */
    readonly options: PlaygroundOptions;
  };

/**
 * Reads options from the parameters of an address; what is left out is as by default.
 *
 * @param others parameters that mean something else to the page, such as `seed`
 */
export function parsePlayground(
  params: URLSearchParams,
  others: readonly string[] = ["seed"],
): ParsedPlayground {
  const controls = playgroundChoices();
  const names = controls.map(({ param }) => param);
  const errors: OptionError[] = [];
  for (const name of new Set(params.keys())) {
    if (names.includes(name) || others.includes(name)) continue;
    const suggestion = nearest(name, names);
    errors.push({
      param: name.slice(0, 40),
      message: `There is no option ${quoted(name)}`,
      ...(suggestion !== undefined && { suggestion }),
    });
  }
  const chosen: Record<string, unknown> = { ...PLAYGROUND_DEFAULTS };
  for (const control of controls) {
    const values = params.getAll(control.param);
    if (values.length === 0) continue;
    const value = read(control, values);
    if (value instanceof Wrong) errors.push({ param: control.param, ...value.words });
    else chosen[control.option] = value;
  }
  const options = chosen as unknown as PlaygroundOptions;
  return errors.length > 0 ? { ok: false, errors, options } : { ok: true, options };
}

/** The shortest address that means these options: what is as by default is left out. */
export function playgroundParams(options: PlaygroundOptions): URLSearchParams {
  const params = new URLSearchParams();
  for (const control of playgroundChoices()) {
    const values = written(control, options);
    const usual = written(control, PLAYGROUND_DEFAULTS);
    if (values.length === usual.length && values.every((one, i) => one === usual[i])) continue;
    for (const value of values) params.append(control.param, value);
  }
  return params;
}

/** The values of a parameter; flaws are a set, so they always stand in the lab's own order. */
function written(control: Control, options: PlaygroundOptions): readonly string[] {
  const value = options[control.option];
  switch (control.kind) {
    case "texts": {
      const texts = value as readonly string[];
      return texts.length === 0 ? [""] : texts;
    }
    case "order":
      return [(value as readonly string[]).join(",")];
    case "set": {
      const chosen = value as readonly string[];
      return [
        control.choices.map(({ name }) => name).filter((name) => chosen.includes(name)).join(),
      ];
    }
    case "switch":
      return [value === true ? "on" : "off"];
    default:
      return [String(value)];
  }
}

class Wrong {
  constructor(readonly words: Omit<OptionError, "param">) {}
}

function wrong(message: string, suggestion?: string): Wrong {
  return new Wrong({ message, ...(suggestion !== undefined && { suggestion }) });
}

function read(control: Control, values: readonly string[]): unknown {
  if (control.kind === "texts") return readTexts(values, control);
  const [value] = values;
  if (values.length > 1) return wrong(`"${control.param}" is there ${values.length} times`);
  switch (control.kind) {
    case "one":
      return known(value!, control);
    case "order":
    case "set":
      return readNames(value!, control);
    case "switch":
      return value === "on" || value === "off"
        ? value === "on"
        : wrong(`${quoted(value!)} is neither "on" nor "off"`, nearest(value!, ["on", "off"]));
    case "number":
      return readNumber(value!, control);
  }
}

type Named = Extract<Control, { choices: unknown }>;

function known(name: string, { choices, label }: Named): string | Wrong {
  const names = choices.map((choice) => choice.name);
  return names.includes(name)
    ? name
    : wrong(`${quoted(name)} is nothing to choose for "${label}"`, nearest(name, names));
}

function readNames(text: string, control: Named): readonly string[] | Wrong {
  const names = text === "" ? [] : text.split(",");
  if (control.kind === "order" && names.length === 0) {
    return wrong(`"${control.param}" needs at least one`);
  }
  for (const name of names) {
    const found = known(name, control);
    if (found instanceof Wrong) return found;
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return wrong(`${quoted(twice)} is there twice`);
  return control.kind === "order"
    ? names
    : control.choices.map(({ name }) => name).filter((name) => names.includes(name));
}

function readNumber(
  text: string,
  { least, most, unit, label }: Extract<Control, { kind: "number" }>,
): number | Wrong {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most
    ? value
    : wrong(`${quoted(text)} is no ${label} from ${least} to ${most} ${unit}`);
}

/** Forms send the fields that nobody filled in, too: an empty text is none. */
function readTexts(
  fields: readonly string[],
  { param, most, longest }: Extract<Control, { kind: "texts" }>,
): readonly string[] | Wrong {
  const values = fields.filter((text) => text !== "");
  if (values.length > most) {
    return wrong(`"${param}" is there ${values.length} times, ${most} at most`);
  }
  for (const text of values) {
    const { length } = [...text.slice(0, 2 * longest + 2)];
    if (length > longest) return wrong(`${quoted(text)} is longer than ${longest} letters`);
    // Orders are lines; and what cannot be typed is not said.
    if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) {
      return wrong(`${quoted(text)} has a control character in it`);
    }
  }
  return values;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}
