import { Radio, Select } from 'antd';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { newYear, type YearRule } from '../budget-year.ts';
import { formGroups } from '../form-groups.ts';
import { useObservable } from '../state/observable.ts';
import type { Preferences } from '../state/preferences.ts';
import { choicesWithinWindow } from '../within-window.ts';
import { Setting } from './setting.tsx';

const LAST = { value: '', label: '该单位上次用过的表样' };

/** What 新建 proposes. */
export function NewSettings({ preferences }: { preferences: Preferences }) {
  const { form, yearRule } = useObservable(preferences);
  const today = new Date();
  const years: { value: YearRule; label: string }[] = [
    { value: 'season', label: '7 月起为下一年度' },
    { value: 'this', label: `本年度（${newYear(today, 'this')}）` },
    { value: 'next', label: `下一年度（${newYear(today, 'next')}）` },
  ];
  return (
    <>
      <Setting label="表样">
        {(id) => (
          <Select
            builtinPlacements={choicesWithinWindow}
            id={id}
            className="setting-wide"
            value={form?.id ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              LAST,
              ...formGroups(null, []).map(({ name, forms }) => ({
                label: name,
                options: forms.map((one) => ({ value: one.id, label: `${one.name}（${one.region}）` })),
              })),
            ]}
            onChange={(chosen: string) => preferences.setForm(chosen === '' ? null : catalog.find(chosen))}
          />
        )}
      </Setting>
      <Setting label="预算年度">
        <Radio.Group
          aria-label="预算年度"
          value={yearRule}
          options={years}
          onChange={(event) => preferences.setYearRule(event.target.value as YearRule)}
        />
      </Setting>
    </>
  );
}
