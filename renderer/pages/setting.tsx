import { type ReactNode, useId } from 'react';

interface Props {
  label: string;
  /** What it does, where its name does not say it. */
  about?: string;
  /** The control, with the id that its label names. */
  children(id: string): ReactNode;
}

/** One setting: its name on the left, its control on the right. */
export function Setting({ label, about, children }: Props) {
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <div>
        {children(id)}
        {about && <p>{about}</p>}
      </div>
    </div>
  );
}
