import type { Table } from "../../lab/scenario/mod.ts";
import { Scroll } from "./Scroll.tsx";
import { told } from "../(_server)/names.ts";

/** What a run adds up to, in the scenario's own tables. */
export function Tables(
  { tables, hrefOf }: {
    readonly tables: readonly Table[];
    /** Where there is more about what a row begins with. */
    readonly hrefOf?: (cell: string) => string | undefined;
  },
) {
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
                        ? (
                          <th key={j} scope="row">
                            <Named text={cell} href={hrefOf?.(cell)} />
                          </th>
                        )
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

function Named({ text, href }: { readonly text: string; readonly href: string | undefined }) {
  return href === undefined ? <>{told(text)}</> : <a href={href}>{told(text)}</a>;
}
