import { type ReactNode, useId } from 'react';
import './field.css';

interface Props {
  label: string;
  /** Takes a line of its own. */
  wide?: boolean;
  /** The control, with the id that its label names. */
  children(id: string): ReactNode;
}

/** A control under its label. */
export function Field({ label, wide = false, children }: Props) {
  const id = useId();
  return (
    <div className={wide ? 'labelled-field wide' : 'labelled-field'}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
