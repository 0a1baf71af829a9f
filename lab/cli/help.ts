/** What the commands can do, for `--help`. */
export const HELP =
  `TLS Lab: attacks on TLS, carried out on real bytes, with the defence off and on.

  deno task scenario                list the scenarios
  deno task scenario <id>           tell one: without defences, with them, and every row
  deno task matrix [<id>]           run every row of every scenario, or of one
  deno task certificate FILE        judge certificates from a file, PEM or DER, the server's
                                    first; "-" is standard input

Options
  --with a,b     only the row with these defences on; --with none for no defence
  --seed N       another world: other keys, other random numbers (1 unless said)
  --size NAME    how large the attack is, where a scenario has several sizes
  --verbose      who can read each packet, and every field of each message and certificate
  --json         one JSON object and nothing else: every row, why it ended so, and the
                 certificates; the packets are in "Trace as JSON" of the dashboard
  --width N      columns to use, 72 or more (the terminal's width unless said)
  --help         this text

Options of certificate, besides --json and --width
  --trust FILE   the roots to trust, PEM or DER; without it no root is trusted
  --name HOST    the name or address it must be for; without it any will do
  --at DATE      2026-01-31, or 2026-01-31T12:00:00Z; now, unless said
  --profile NAME rfc5280, the rules of the Internet (unless said), or web, which adds
                 those of the CA/Browser Forum for web sites that can be seen from the
                 chain, and are here: keys, signatures, names, common names, lifetimes,
                 serial numbers, purposes of the server's certificate, the root. Not
                 here are: policies, addresses for revocation, the purposes of
                 authorities, what names of owners hold, public suffixes, logs, and all
                 that an authority does besides

Exit status: 0 as predicted, 1 a prediction was wrong, 2 a wrong call, 3 no room to write.
Of certificate: 0 no fault found, 1 not valid, 2 a wrong call,
3 a file that cannot be read, is cut short, or holds no certificates.
NO_COLOR turns colours off; they are off by themselves when the output is no terminal.
`;
