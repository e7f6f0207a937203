/** How long after its start, in ms, a window is open and at rest. */
const SETTLED = 3000;

/** Does what no window waits for once the one that opens now has settled. What fails is logged. */
export function whenSettled(work: () => void | Promise<void>, log: (error: unknown) => void): void {
  setTimeout(() => Promise.resolve().then(work).catch(log), SETTLED).unref();
}
