/** Says that the event of an address is not in this run; other defences make other numbers. */
export function NotHere({ missing }: { readonly missing: string | undefined }) {
  return missing === undefined ? null : (
    <p class="bad" role="status">
      #{missing} has no row in this diagram. Here is its first packet.
    </p>
  );
}
