import { useEffect } from 'react';
import { readAll } from '../bridge.ts';
import type { Workspace } from '../workspace.ts';

/** Files that are dropped anywhere on the window are imported. */
export function useFileDrop({ attempt, imports }: Workspace): void {
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) attempt(async () => imports.drop(await readAll(files)));
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [attempt, imports]);
}
