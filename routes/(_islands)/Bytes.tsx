import { BytesView } from "../(_components)/BytesView.tsx";
import type { BytesModel } from "../(_server)/panel.ts";

/** Bytes and fields that select each other, on a page of their own. */
export default function Bytes({ model }: { readonly model: BytesModel }) {
  return <BytesView model={model} />;
}
