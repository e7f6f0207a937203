import { Radio, Switch } from 'antd';
import type { SealDiameter } from '../../shared/api.ts';
import { useObservable } from '../state/observable.ts';
import type { Preferences } from '../state/preferences.ts';
import { Setting } from './setting.tsx';

const SEALS: { value: SealDiameter; label: string }[] = [
  { value: null, label: '不留' },
  { value: 42, label: '42 毫米' },
  { value: 45, label: '45 毫米' },
];

/** How tables are printed. */
export function PrintSettings({ preferences }: { preferences: Preferences }) {
  const { seal, sealCircle, archive } = useObservable(preferences);
  return (
    <>
      <Setting label="盖章处" about="在“填报单位（盖章）”处留出印章的位置，不压住金额。">
        <Radio.Group
          aria-label="盖章处"
          value={seal}
          options={SEALS}
          onChange={(event) => preferences.setSeal(event.target.value as SealDiameter)}
        />
      </Setting>
      <Setting label="印出虚线圈" about="关闭后只留出位置，打印和 PDF 中没有虚线圈；屏幕上仍显示。">
        {(id) => (
          <Switch
            id={id}
            disabled={seal === null}
            checked={sealCircle}
            onChange={(printed) => preferences.setSealCircle(printed)}
          />
        )}
      </Setting>
      <Setting label="存档 PDF/A" about="导出的 PDF 按 PDF/A-2a 存档格式（ISO 19005-2）生成；打印不受影响。">
        {(id) => <Switch id={id} checked={archive} onChange={(chosen) => preferences.setArchive(chosen)} />}
      </Setting>
    </>
  );
}
