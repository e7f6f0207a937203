import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { LibraryPlan } from '../../shared/api.ts';

interface Props {
  plan: LibraryPlan;
  onImport(): void;
  onCancel(): void;
}

/** Says what an import would change of the library, and asks. */
export function ImportQuestion({ plan: { added, changed, same }, onImport, onCancel }: Props) {
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  return (
    <div className="import-question">
      <p role="status">
        将新增 {added.length} 项，修改 {changed.length} 项；{same} 项与指标库相同，不变。
      </p>
      <div className="buttons">
        <Button size="small" ref={cancel} onClick={onCancel}>
          取消
        </Button>
        <Button size="small" type="primary" onClick={onImport}>
          确认导入
        </Button>
      </div>
      {changed.length > 0 && (
        <section aria-label="将修改的指标">
          <h3>将修改</h3>
          <ul>
            {changed.map(({ name, text }) => (
              <li key={name}>
                {name}
                <small>{text}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {added.length > 0 && (
        <section aria-label="将新增的指标">
          <h3>将新增</h3>
          <ul>
            {added.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
