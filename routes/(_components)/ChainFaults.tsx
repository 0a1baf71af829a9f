import type { Bytes } from "../../lab/bytes/mod.ts";
import { type ChainFault, type JudgedChain, type LitLine, litLines } from "../../lab/views/mod.ts";
import { named, told } from "../(_server)/names.ts";
import { Scroll } from "./Scroll.tsx";

/** Failures that are shown one by one; a hostile chain may have thousands. */
const MOST_FAULTS = 12;
/** Certificates of the list at the top. */
const MOST_CERTIFICATES = 16;

/** A chain from the leaf on, and every failure with its rule and the bytes that decided it. */
export function ChainFaults({ chain }: { readonly chain: JudgedChain }) {
  const { certificates, faults } = chain;
  return (
    <>
      <h3>What is wrong</h3>
      <ol class="chain" start={0} aria-label="The chain, from the leaf on">
        {certificates.slice(0, MOST_CERTIFICATES).map(({ index, says }) => {
          const rules = new Set(
            faults.filter(({ certificate }) => certificate === index).map(({ rule }) => rule),
          );
          return (
            <li key={index}>
              <strong class={rules.size > 0 ? "bad" : ""}>
                {says === undefined ? "cannot be read" : named(says.subject)}
              </strong>
              {says !== undefined && <span class="soft">, issued by {named(says.issuer)}</span>}
              {rules.size > 0 && (
                <span class="bad">{` ✗ ${[...rules].map(named).join(", ")}`}</span>
              )}
            </li>
          );
        })}
      </ol>
      <More count={certificates.length - MOST_CERTIFICATES} what="certificates" />
      {faults.slice(0, MOST_FAULTS).map((fault, i) => <Fault key={i} fault={fault} of={chain} />)}
      <More count={faults.length - MOST_FAULTS} what="failed checks" />
    </>
  );
}

function More({ count, what }: { readonly count: number; readonly what: string }) {
  return count > 0 ? <p class="soft">… and {count} more {what}</p> : null;
}

function Fault({ fault, of }: { readonly fault: ChainFault; readonly of: JudgedChain }) {
  const { rule, spec, expected, found, certificate, range, field, value } = fault;
  const view = certificate === undefined ? undefined : of.certificates[certificate];
  return (
    <div class="fault">
      <h4 class="bad">
        ✗ {named(rule)} {view === undefined
          ? <span class="soft">in none of the certificates that were sent</span>
          : `in certificate ${certificate}`}
      </h4>
      <dl class="facts">
        <dt>Found</dt>
        <dd>{told(found)}</dd>
        {expected !== undefined && (
          <>
            <dt>Expected</dt>
            <dd>{expected}</dd>
          </>
        )}
        <dt>Written in</dt>
        <dd>{told(spec)}</dd>
        {field !== undefined && (
          <>
            <dt>Field</dt>
            <dd>
              <span class="mono">{named(field)}</span>
              {value !== undefined && `: ${told(value)}`}
            </dd>
          </>
        )}
        {view !== undefined && range !== undefined && (
          <>
            <dt>Bytes</dt>
            <dd>
              <span class="mono">[{range.start},{range.end})</span>: {range.end - range.start} of
              {" "}
              {view.der.length}, from offset {offsetText(range.start)} on
            </dd>
          </>
        )}
      </dl>
      {view !== undefined && range !== undefined && (
        <LitBytes
          bytes={view.der}
          range={range}
          label={`Bytes [${range.start},${range.end}) of certificate ${certificate}, where ${
            named(rule)
          } fails`}
        />
      )}
      {fault.beside?.map((other) => <Beside key={other.field} other={other} of={of} />)}
    </div>
  );
}

/** The other half of a failure: the key in the next certificate, the names that are permitted. */
function Beside(
  { other, of }: {
    readonly other: NonNullable<ChainFault["beside"]>[number];
    readonly of: JudgedChain;
  },
) {
  const { certificate, range, field, value } = other;
  return (
    <>
      <p>
        Look at certificate {certificate} as well: <span class="mono">{named(field)}</span>
        {value !== undefined && <strong>: {told(value)}</strong>}{" "}
        <span class="mono soft">[{range.start},{range.end})</span>
      </p>
      <LitBytes
        bytes={of.certificates[certificate]!.der}
        range={range}
        label={`Bytes [${range.start},${range.end}) of certificate ${certificate}, ${named(field)}`}
      />
    </>
  );
}

/** An extract of the DER, those bytes in brackets that a check looked at. */
function LitBytes(
  { bytes, range, label }: {
    readonly bytes: Bytes;
    readonly range: { readonly start: number; readonly end: number };
    readonly label: string;
  },
) {
  return (
    <Scroll label={label}>
      <div class="bytes lit">
        {litLines(bytes, range).map((line, i) => (
          <span key={i} class="line">
            {"leftOut" in line
              ? (
                <span class="soft">
                  … {line.leftOut} more {line.leftOut === 1 ? "line" : "lines"} …
                </span>
              )
              : <Line line={line} />}
          </span>
        ))}
      </div>
    </Scroll>
  );
}

/** As the lines of bytes begin: hexadecimal. */
function offsetText(offset: number): string {
  return offset.toString(16).padStart(4, "0");
}

/** Brackets stand where spaces would, so that nothing moves and nobody has to see colours. */
function Line({ line: { offset, before, lit, after } }: { readonly line: LitLine }) {
  return (
    <>
      <span class="offset">{offsetText(offset)}</span>
      {before === "" ? " " : `  ${before}`}
      {lit === "" ? " " : <mark>[{lit}]</mark>}
      {after}
    </>
  );
}
