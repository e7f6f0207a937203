import { type ReactNode, useEffect, useRef } from 'react';
import { panes, usePane } from '../panes.ts';
import type { Frame } from '../state/frame.ts';
import './page-over.css';

interface Props {
  frame: Frame;
  title: string;
  children: ReactNode;
}

/** A page that stands in the place of the table; Esc goes back to it. */
export function PageOver({ frame, title, children }: Props) {
  const element = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  usePane('view', { element });
  // Whoever came here from the list or the rail stays there; a focus that is lost comes here.
  useEffect(() => {
    if (panes.isLost() || panes.holds('table')) heading.current?.focus();
  }, []);
  return (
    <section
      className="page-over"
      aria-label={title}
      ref={element}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        frame.show('table');
        panes.focus('table');
      }}
    >
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  );
}
