/** The filing that this window was opened for (`window.open`), or null: it then shows what the clerk left. */
export function askedFiling(): number | null {
  return Number(new URLSearchParams(globalThis.location?.search).get('filing')) || null;
}
