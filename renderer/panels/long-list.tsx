import { Button } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useKeptFocus } from './kept-focus.ts';

/** How many lines are shown at first, and how many more at a time. */
const STEP = 200;

interface Props<T> {
  items: readonly T[];
  className?: string;
  /** The `li` of an item. */
  children(item: T, index: number): ReactNode;
}

/** A list of which nobody knows how long it is. */
export function LongList<T>({ items, className, children }: Props<T>) {
  const [most, setMost] = useState(STEP);
  const left = items.length - most;
  const box = useRef<HTMLDivElement>(null);
  useKeptFocus(box);
  return (
    <div ref={box}>
      <ul className={className}>{items.slice(0, most).map(children)}</ul>
      {left > 0 && (
        <Button size="small" onClick={() => setMost(most + STEP)}>
          再显示 {Math.min(STEP, left)} 条（还有 {left} 条）
        </Button>
      )}
    </div>
  );
}
