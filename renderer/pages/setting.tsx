import { type ReactNode, useId } from 'react';

interface Props {
  label: string;
  /** What it does, where its name does not say it. */
  about?: string;
  /** The control, made with the id that its label names; or what has a name of its own. */
  children: ReactNode | ((id: string) => ReactNode);
}

/** One setting: its name on the left, its control on the right. */
export function Setting({ label, about, children }: Props) {
  const id = useId();
  return (
    <div className="setting">
      {typeof children === 'function' ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
      <div>
        {typeof children === 'function' ? children(id) : children}
        {about && <p>{about}</p>}
      </div>
    </div>
  );
}
