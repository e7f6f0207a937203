import { AutoComplete, Input } from 'antd';
import { useState } from 'react';
import { useObservable } from '../state/observable.ts';
import { unitsOf } from '../units.ts';
import { choicesWithinWindow } from '../within-window.ts';
import type { Workspace } from '../workspace.ts';
import { Setting } from './setting.tsx';

/** The clerk's own unit, which new tables begin with. */
export function UnitSettings({ workspace: { preferences, filings } }: { workspace: Workspace }) {
  const { outline } = useObservable(filings);
  const [unit, setUnit] = useState(preferences.unit);
  const [department, setDepartment] = useState(preferences.department);
  return (
    <>
      <Setting label="单位名称" about="新建的表自动填好单位和主管部门，仍可在表中修改。">
        {(id) => (
          <AutoComplete
            builtinPlacements={choicesWithinWindow}
            id={id}
            className="setting-wide"
            defaultActiveFirstOption={false}
            options={unitsOf(outline).map((value) => ({ value }))}
            showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
            value={unit}
            onChange={(text: string) => {
              setUnit(text);
              preferences.setUnit(text);
            }}
          />
        )}
      </Setting>
      <Setting label="主管部门">
        {(id) => (
          <Input
            id={id}
            className="setting-wide"
            value={department}
            onChange={(event) => {
              setDepartment(event.target.value);
              preferences.setDepartment(event.target.value);
            }}
          />
        )}
      </Setting>
    </>
  );
}
