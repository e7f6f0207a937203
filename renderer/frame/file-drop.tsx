import { FileAddOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { readAll } from '../bridge.ts';
import type { Workspace } from '../workspace.ts';
import './file-drop.css';

/** Files that are dropped anywhere on the window are imported; while they are over it, it says so. */
export function FileDrop({ workspace: { attempt, imports } }: { workspace: Workspace }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      event.preventDefault();
      // A row or a text of the window itself can be dragged too.
      setOver(event.dataTransfer?.types.includes('Files') ?? false);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) attempt(async () => imports.drop(await readAll(files)));
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [attempt, imports]);
  return (
    over && (
      <div className="file-drop">
        <p>
          <FileAddOutlined aria-hidden /> 松开即可导入
        </p>
      </div>
    )
  );
}
