import { type ComponentType, type ExoticComponent, lazy, Suspense, useState } from 'react';

/**
 * A part of the window that is not there at the start: it is read when it is first shown, or before, by `read`. One that
 * could not be read is tried again when it is drawn anew.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>) {
  let part: ComponentType<P> | null = null;
  const read = async () => {
    part = await load();
    return { default: part };
  };
  // biome-ignore lint/correctness/noComponentHookFactories: parts are made at the top of modules, each once
  function Later(props: P) {
    const [Part] = useState<ComponentType<P> | ExoticComponent<P>>(() => part ?? lazy(read));
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    );
  }
  return Object.assign(Later, { read });
}
