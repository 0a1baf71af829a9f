/** What a run adds up to, as a table: computed from the run, shown behind its diagram. */
export interface Table {
  /** One line: `What each way of opening the page cost`. */
  readonly title: string;
  readonly columns: readonly string[];
  /** As many cells in each row as there are columns; plain text. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Makes sure that every row has a cell for every column.
 *
 * @throws {RangeError} if one has not
 */
export function checkedTable(table: Table): Table {
  const { title, columns, rows } = table;
  for (const row of rows) {
    if (row.length === columns.length) continue;
    throw new RangeError(
      `Cannot show the table "${title}": a row has ${row.length} cells for ` +
        `${columns.length} columns`,
    );
  }
  return table;
}
