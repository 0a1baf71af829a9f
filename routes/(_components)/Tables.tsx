import type { Table } from "../../lab/scenario/mod.ts";
import { Scroll } from "./Scroll.tsx";
import { told } from "../(_server)/names.ts";

/** What a run adds up to, in the scenario's own tables. */
export function Tables({ tables }: { readonly tables: readonly Table[] }) {
  return (
    <>
      {tables.map(({ title, columns, rows }) => (
        <section key={title} class="panel">
          <h2>{told(title)}</h2>
          <Scroll label={title}>
            <table>
              <thead>
                <tr>{columns.map((column) => <th key={column} scope="col">{told(column)}</th>)}</tr>
              </thead>
              <tbody>
                {rows.map((row, i) => (
                  <tr key={i}>
                    {row.map((cell, j) =>
                      j === 0
                        ? <th key={j} scope="row">{told(cell)}</th>
                        : <td key={j}>{told(cell)}</td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </section>
      ))}
    </>
  );
}
