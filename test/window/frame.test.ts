import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { Frame, LIST, PANEL, type TabId, tabs } from '../../renderer/state/frame.ts';
import { Remembered } from '../../renderer/state/remembered.ts';
import { stored, storeOnly } from './stored-settings.ts';

vi.mock('../../renderer/bridge.ts', () => import('./stored-settings.ts'));

beforeEach(() => storeOnly());

/** The frame of a run that begins with what the last one left. */
function opened(): { frame: Frame; next(): Promise<Frame> } {
  const remembered = new Remembered(() => undefined);
  remembered.begin(stored);
  const frame = new Frame(remembered);
  frame.begin();
  return {
    frame,
    next: async () => {
      await remembered.flush();
      return opened().frame;
    },
  };
}

test('a page covers the table until another place is shown', () => {
  const { frame } = opened();
  expect(frame.covered).toBe(false);
  frame.show('trash');
  expect(frame.covered).toBe(true);
  frame.show('table');
  expect(frame.covered).toBe(false);
});

test('the tab that was open is open in the next run; one that came with what it told is not', async () => {
  const { frame, next } = opened();
  frame.showTab('library');
  expect((await next()).tab).toBe('library');
  frame.showTab('import');
  expect((await next()).tab).toBeNull();
});

test('a tab that came with what it told leaves the panel as it was', () => {
  const { frame } = opened();
  frame.showTab('review');
  frame.showTab('clash');
  frame.closeTab('clash');
  expect(frame.tab).toBe('review');
  frame.closeTab('review');
  frame.showTab('report');
  frame.closeTab('report');
  expect(frame.tab).toBeNull();
  frame.showTab('review');
  frame.closeTab('library');
  expect(frame.tab, 'closing what is not shown closes nothing').toBe('review');
});

test('a panel that nobody asked for comes where the page stays wide, or where a panel stands already', () => {
  const { frame } = opened();
  for (const [width, fits] of [
    [1920, true],
    [1366, true],
    [1365, false],
    [1280, false],
    [911, false],
  ] as const) {
    frame.resized(width);
    expect(frame.panelFits, `${width}`).toBe(fits);
  }
  frame.showTab('review');
  expect(frame.panelFits).toBe(true);
});

const someTab = fc.constantFrom(...(Object.keys(tabs) as TabId[]));
const tabSteps = fc.array(fc.oneof(fc.record({ show: fc.option(someTab) }), fc.record({ close: someTab })));

test('however tabs are shown and closed: what was asked for is shown, what is closed is gone, and one can come back', () => {
  fc.assert(
    fc.property(tabSteps, (steps) => {
      const { frame } = opened();
      for (const step of steps) {
        const before = frame.tab;
        if ('show' in step) {
          frame.showTab(step.show);
          expect(frame.tab).toBe(step.show);
        } else {
          frame.closeTab(step.close);
          expect(frame.tab).not.toBe(step.close);
          if (before !== step.close) expect(frame.tab).toBe(before);
        }
        expect(['review', 'propose', 'library', 'last-year']).toContain(frame.lastTab);
      }
    }),
  );
});

test('the list folds by itself in a narrow window, comes when it is asked for, and is back in a wide one', () => {
  const { frame } = opened();
  expect(frame.listOpen).toBe(true);
  frame.resized(1000);
  expect(frame.listOpen).toBe(false);
  frame.showList(true);
  frame.resized(1010);
  expect(frame.listOpen).toBe(true);
  frame.resized(1400);
  expect(frame.listOpen).toBe(true);
  frame.resized(1000);
  expect(frame.listOpen).toBe(false);
});

test('a list that was hidden in a wide window stays hidden there, also in the next run', async () => {
  const { frame, next } = opened();
  frame.showList(false);
  frame.resized(1000);
  frame.resized(1400);
  expect(frame.listOpen).toBe(false);
  expect((await next()).listOpen).toBe(false);
});

test('widths are kept, and those that no pane may have count for nothing', async () => {
  const { frame, next } = opened();
  frame.setWidths(301.6, null);
  frame.setWidths(null, 400);
  const again = await next();
  expect([again.listWidth, again.panelWidth]).toEqual([302, 400]);
  storeOnly({ 'frame.listWidth': '9000', 'frame.panelWidth': 'NaN' });
  const { frame: other } = opened();
  expect([other.listWidth, other.panelWidth]).toEqual([LIST.first, PANEL.first]);
});

test('one dialog at a time is asked for, and nobody is told of closing none', () => {
  const { frame } = opened();
  frame.ask({ kind: 'keys' });
  frame.ask({ kind: 'new' });
  expect(frame.dialog).toEqual({ kind: 'new' });
  frame.closeDialog();
  const told = vi.fn();
  frame.subscribe(told);
  frame.closeDialog();
  expect(told).not.toHaveBeenCalled();
});

test('where the panel lies over the page, the list folds when it comes', () => {
  const { frame } = opened();
  frame.resized(911);
  frame.showList(true);
  frame.showTab('review');
  expect(frame.listOpen).toBe(false);
  frame.resized(1200);
  frame.showList(true);
  frame.showTab('library');
  expect(frame.listOpen, 'beside the panel there is room').toBe(true);
});

test.each([
  ['home', true],
  ['years', true],
  ['trash', true],
  ['settings', true],
  ['comparison', true],
  ['year-review', true],
  ['table', false],
  ['preview', false],
] as const)('the page %s has nothing to do with the open table: %s', (view, away) => {
  const { frame } = opened();
  frame.show(view);
  expect(frame.away).toBe(away);
});

test('the list begins wider where the text is larger or the window wide, and stays as it was dragged', () => {
  const widthAt = (text: string, window: number): number => {
    storeOnly({ text });
    const { frame } = opened();
    frame.resized(window);
    return frame.listWidth;
  };
  expect(widthAt('14', 1366)).toBe(LIST.first);
  expect(widthAt('12', 1366)).toBe(LIST.first);
  expect(widthAt('16', 1366)).toBeGreaterThan(LIST.first);
  expect(widthAt('24', 1366)).toBe(LIST.large);
  expect(widthAt('14', 1920)).toBe(LIST.large);
  storeOnly({ text: '24' });
  const { frame } = opened();
  expect(frame.panelWidth).toBe(PANEL.large);
  frame.resized(1920);
  frame.setWidths(240, null);
  expect(frame.listWidth).toBe(240);
});
