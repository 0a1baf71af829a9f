import { signal } from "@preact/signals";
import { define } from "../utils.ts";
import { Counter } from "./(_islands)/Counter.tsx";
import Panel from "./(_islands)/Panel.tsx";

export default define.page(() => {
  const shared = signal(1);
  return (
    <>
      <Counter
        id="one"
        count={shared}
        label="</script><b>bold</b>"
        bytes={Uint8Array.of(22, 3, 1)}
      />
      <Counter
        id="two"
        count={shared}
        label="<!-- & -->"
        bytes={new Uint8Array()}
      />
      <Panel id="open" open>
        <p>drawn by the server</p>
        <Counter
          id="nested"
          count={shared}
          label="nested"
          bytes={Uint8Array.of(255)}
        />
      </Panel>
      <Panel id="closed" open={false}>
        <Counter
          id="hidden"
          count={shared}
          label="hidden"
          bytes={Uint8Array.of(1)}
        />
      </Panel>
    </>
  );
});
