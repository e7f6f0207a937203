import { Segmented, Select, Slider, Switch } from 'antd';
import type { Shade } from '../state/appearance.ts';
import { useObservable } from '../state/observable.ts';
import { choicesWithinWindow } from '../within-window.ts';
import type { Workspace } from '../workspace.ts';
import { Setting } from './setting.tsx';

const SHADES: { value: Shade; label: string }[] = [
  { value: 'auto', label: '跟随系统' },
  { value: 'light', label: '浅色' },
  { value: 'dark', label: '深色' },
];

const SCALES = [0.75, 1, 1.25, 1.5, 2];

/** How the window looks; the page itself looks as it is printed. */
export function LookSettings({ workspace: { appearance, zoom } }: { workspace: Workspace }) {
  const { text, contrast, shade } = useObservable(appearance);
  const { mode } = useObservable(zoom);
  const scales = typeof mode === 'number' && !SCALES.includes(mode) ? [...SCALES, mode].sort((a, b) => a - b) : SCALES;
  return (
    <>
      <Setting label="文字大小">
        <Slider
          className="setting-slider"
          min={12}
          max={24}
          marks={{ 12: '小', 14: '标准', 18: '大', 24: '特大' }}
          value={text}
          ariaLabelForHandle="文字大小"
          onChange={(size) => appearance.setText(size)}
        />
      </Setting>
      <Setting label="高对比度">
        {(id) => <Switch id={id} checked={contrast} onChange={(high) => appearance.setContrast(high)} />}
      </Setting>
      <Setting label="明暗">
        <Segmented aria-label="明暗" options={SHADES} value={shade} onChange={(value) => appearance.setShade(value)} />
      </Setting>
      <Setting label="页面缩放">
        {(id) => (
          <Select
            builtinPlacements={choicesWithinWindow}
            id={id}
            className="setting-wide"
            value={mode}
            options={[
              { value: 'width' as const, label: '适合宽度' },
              { value: 'page' as const, label: '整页' },
              ...scales.map((scale) => ({ value: scale, label: `${Math.round(scale * 100)}%` })),
            ]}
            onChange={(chosen) => zoom.set(chosen)}
          />
        )}
      </Setting>
    </>
  );
}
