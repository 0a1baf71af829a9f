/** Stories with an attack in them: how they are declared, run, judged and taught. */
export {
  accepts,
  type AnswerForm,
  BYTES,
  EVENT,
  HEX_NUMBER,
  MAX_ANSWER_LENGTH,
  NUMBER,
  WORDS,
} from "./answer_form.ts";
export { type ConnectionFigures, connectionsOf, type Direction } from "./connections.ts";
export {
  type AnswerCheck,
  checkAnswer,
  either,
  type Lesson,
  type NearMiss,
  NOT_HAPPENING,
  notesOf,
  type Pin,
  pinsOf,
  type PlacedPin,
  type Question,
  type RunOf,
  type Text,
  textOf,
} from "./lesson.ts";
export { matrix } from "./matrix.ts";
export { distance, nearest } from "./nearest.ts";
export * from "./reading.ts";
export { type Run, run, type RunOptions, type Verdict } from "./run.ts";
export {
  type Act,
  type Choice,
  combinations,
  experiment,
  type Level,
  type Prediction,
  predictionOf,
  type Scenario,
  scenario,
  type ScenarioDefinition,
  toyOf,
  usualSize,
} from "./scenario.ts";
export { type ShownTicket, shownTicketsOf } from "./shown_tickets.ts";
export type { Table } from "./table.ts";
