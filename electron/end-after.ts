/**
 * Ends this process when the last work is done, and `limit` ms later whether it is or not. The end that the runtime has
 * for it, `end`, waits for every thread, and a check of a large file or a share that does not answer can keep one for
 * minutes. Such a thread may be cut off at any moment, as by a power cut: where there is one the process is killed.
 */
export async function endAfter(work: Promise<unknown>, limit: number, end: () => void): Promise<void> {
  const late = setTimeout(kill, limit);
  await work;
  clearTimeout(late);
  // The store has loaded it; what imports this at the start does not wait for it.
  const { isThreadAtWork } = await import('./store/store-thread.ts');
  if (isThreadAtWork() || isFileCallUnderWay()) kill();
  else end();
}

/** A thread of the runtime waits for the disk then. */
function isFileCallUnderWay(): boolean {
  return process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));
}

function kill(): void {
  process.kill(process.pid, 'SIGKILL');
}
