import { useLayoutEffect, useSyncExternalStore } from 'react';
import type { Appearance } from '../state/appearance.ts';
import { useObservable } from '../state/observable.ts';
import type { Look } from '../theme.ts';

/** How the window looks: what the clerk has chosen, joined with what the system asks for. Also told to the style sheets. */
export function useLook(appearance: Appearance): Look {
  const { text, contrast, shade } = useObservable(appearance);
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const systemContrast = useMedia('(prefers-contrast: more), (forced-colors: active)');
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const look = {
    dark: shade === 'auto' ? systemDark : shade === 'dark',
    contrast: contrast || systemContrast,
    text,
    still,
  };
  // On the root, so that dialogs and menus, which stand beside the window, look alike.
  useLayoutEffect(() => {
    const { classList, style } = document.documentElement;
    classList.toggle('dark', look.dark);
    classList.toggle('high-contrast', look.contrast);
    style.setProperty('--text-size', `${text}px`);
  }, [look.dark, look.contrast, text]);
  return look;
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}
