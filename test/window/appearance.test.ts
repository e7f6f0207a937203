import { beforeEach, expect, test, vi } from 'vitest';
import { Appearance } from '../../renderer/state/appearance.ts';
import { Remembered } from '../../renderer/state/remembered.ts';
import { stored, storeOnly } from './stored-settings.ts';

vi.mock('../../renderer/bridge.ts', () => import('./stored-settings.ts'));

beforeEach(() => storeOnly());

function opened(): { appearance: Appearance; remembered: Remembered } {
  const remembered = new Remembered(() => undefined);
  remembered.begin(stored);
  return { appearance: new Appearance(remembered), remembered };
}

const read = ({ text, contrast, shade }: Appearance) => ({ text, contrast, shade });

test('text, contrast and shade are as designed at first, and as chosen in the next run', async () => {
  const { appearance, remembered } = opened();
  expect(read(appearance)).toEqual({ text: 14, contrast: false, shade: 'auto' });
  const told = vi.fn();
  appearance.subscribe(told);
  appearance.setText(20);
  appearance.setContrast(true);
  appearance.setShade('dark');
  expect(told).toHaveBeenCalledTimes(3);
  await remembered.flush();
  expect(read(opened().appearance)).toEqual({ text: 20, contrast: true, shade: 'dark' });
});

test('the text never becomes too small or too large to be read', () => {
  const { appearance } = opened();
  appearance.setText(3);
  expect(appearance.text).toBe(12);
  appearance.setText(300);
  expect(appearance.text).toBe(24);
});

test.each([
  { text: '200', contrast: 'yes', shade: 'pink' },
  { text: '', contrast: '', shade: '' },
  { text: 'NaN', contrast: 'HIGH', shade: 'constructor' },
])('settings that nobody wrote count for nothing: %o', (settings) => {
  storeOnly(settings);
  expect(read(opened().appearance)).toEqual({ text: 14, contrast: false, shade: 'auto' });
});
