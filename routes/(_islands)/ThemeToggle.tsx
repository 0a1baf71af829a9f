import { useState } from "preact/hooks";

const NEXT = { system: "dark", dark: "light", light: "system" } as const;

/** Goes round from the system's theme to dark to light, and remembers it in a cookie. */
export default function ThemeToggle({ theme }: { readonly theme: "system" | "light" | "dark" }) {
  const [now, set] = useState(theme);
  const turn = () => {
    const next = NEXT[now];
    set(next);
    const root = document.documentElement;
    if (next === "system") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", next);
    const age = next === "system" ? 0 : 365 * 24 * 3600;
    document.cookie = `theme=${next}; Path=/; Max-Age=${age}; SameSite=Strict`;
  };
  return (
    <button type="button" onClick={turn} aria-label={`Colours: ${now}. Change.`}>
      Colours: {now}
    </button>
  );
}
