import { Button, Input, type InputRef, Select } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { projectKinds } from '../../shared/library/kinds.ts';
import { COSTS, libraryLevels, libraryOrder } from '../../shared/library/levels.ts';
import type { LibraryEntry, LibraryIndicator } from '../../shared/library/library.ts';
import { indicatorSchema } from '../../shared/library/library-schema.ts';
import type { Written } from '../state/library.ts';
import { choicesWithinWindow } from '../within-window.ts';

interface Props {
  /** The entry to change; null for a new one. */
  entry: LibraryEntry | null;
  /** What was written before the form was last closed; null where it opens anew. */
  begun: Written | null;
  /** Called with each change of what is written. */
  onWrite(written: Written): void;
  onSave(indicator: LibraryIndicator): void;
  /** Lists merged names as indicators of their own again, or gives a shipped indicator its own wording back. */
  onRestore(names: string[], ids: string[]): void;
  onCancel(): void;
}

const SIGNS = ['≥', '≤', '=', '>', '<'].map((sign) => ({ value: sign, label: sign }));
const LEVELS = libraryOrder.map(({ level1, level2 }) => ({
  label: level1,
  options: level2.map((name) => ({ value: name, label: name })),
}));
/** Costs are told apart by the forms after 财预〔2021〕101号. */
const COST_LEVEL = libraryLevels(COSTS[0])?.level2;

/** One indicator of the library, to add or to change. Lists are typed with 、 between their items. */
export function IndicatorForm({ entry, begun, onWrite, onSave, onRestore, onCancel }: Props) {
  const [written, setWritten] = useState(begun ?? writtenOf(entry));
  const { name, level2, cost, also, sign, units, reference, kinds } = written;
  const write = (some: Partial<Written>) => {
    setWritten({ ...written, ...some });
    onWrite({ ...written, ...some });
  };
  const [refused, setRefused] = useState('');
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus({ cursor: 'all' }), []);

  const save = () => {
    const parsed = indicatorSchema.safeParse({
      level1: libraryLevels(level2)?.level1 ?? '',
      level2,
      ...(cost !== '' && level2 === COST_LEVEL ? { cost } : {}),
      name: name.trim(),
      also: items(also),
      sign: sign === '' ? null : sign,
      units: items(units),
      reference: reference.trim(),
      kinds,
      source: entry?.source ?? '本单位',
    });
    if (name.trim() === '') setRefused('请填写三级指标名称');
    else if (!parsed.success) setRefused('名称不超过 100 字，其他各项每项不超过 60 字');
    else onSave(parsed.data);
  };

  return (
    <form
      className="indicator-form"
      aria-label={entry ? `修改指标${entry.name}` : '新增指标'}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Labelled id="indicator-name" label="三级指标">
        <Input ref={first} id="indicator-name" value={name} onChange={(event) => write({ name: event.target.value })} />
      </Labelled>
      <Labelled id="indicator-level2" label="二级指标">
        <Select
          builtinPlacements={choicesWithinWindow}
          id="indicator-level2"
          value={level2}
          options={LEVELS}
          onChange={(level2) => write({ level2 })}
        />
      </Labelled>
      {level2 === COST_LEVEL && (
        <Labelled id="indicator-cost" label="成本类别（成本指标为一级指标的表样按它归类）">
          <Select
            builtinPlacements={choicesWithinWindow}
            id="indicator-cost"
            value={cost}
            options={[{ value: '' as const, label: '不分类别' }, ...COSTS.map((one) => ({ value: one, label: one }))]}
            onChange={(cost) => write({ cost })}
          />
        </Labelled>
      )}
      <Labelled id="indicator-sign" label="符号">
        <Select
          builtinPlacements={choicesWithinWindow}
          id="indicator-sign"
          value={sign}
          options={[...SIGNS, { value: '', label: '没有符号（定性或只写数）' }]}
          onChange={(sign) => write({ sign })}
        />
      </Labelled>
      <Labelled id="indicator-units" label="计量单位（常用的在前，用顿号隔开）">
        <Input id="indicator-units" value={units} onChange={(event) => write({ units: event.target.value })} />
      </Labelled>
      <Labelled id="indicator-reference" label="参考值（不带符号和单位）">
        <Input
          id="indicator-reference"
          value={reference}
          onChange={(event) => write({ reference: event.target.value })}
        />
      </Labelled>
      <Labelled id="indicator-also" label="其他叫法（用顿号隔开）">
        <Input id="indicator-also" value={also} onChange={(event) => write({ also: event.target.value })} />
      </Labelled>
      <Labelled id="indicator-kinds" label="常用于哪类项目">
        <Select
          builtinPlacements={choicesWithinWindow}
          id="indicator-kinds"
          mode="multiple"
          value={kinds}
          options={projectKinds.map((kind) => ({ value: kind, label: kind }))}
          onChange={(kinds) => write({ kinds })}
        />
      </Labelled>
      {refused !== '' && <p role="alert">{refused}</p>}
      <div className="buttons">
        <Button size="small" type="primary" htmlType="submit">
          保存
        </Button>
        <Button size="small" onClick={onCancel}>
          取消
        </Button>
        {entry?.changed && (
          <Button size="small" onClick={() => onRestore([], [entry.id])}>
            恢复自带的写法
          </Button>
        )}
      </div>
      {entry?.merged.map((merged) => (
        <p key={merged}>
          “{merged}”也算作这一项{' '}
          <Button size="small" onClick={() => onRestore([merged], [])}>
            拆开
          </Button>
        </p>
      ))}
    </form>
  );
}

function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}

/** An entry as the form shows it; of none, what a new one begins with. */
function writtenOf(entry: LibraryEntry | null): Written {
  return {
    name: entry?.name ?? '',
    level2: entry?.level2 || '数量指标',
    cost: entry?.cost ?? '',
    also: entry?.also.join('、') ?? '',
    sign: entry ? (entry.sign ?? '') : '≥',
    units: entry?.units.join('、') ?? '',
    reference: entry?.reference ?? '',
    kinds: entry?.kinds ?? [],
  };
}

function items(text: string): string[] {
  return [...new Set(text.split(/[、,，;；\n]/).map((item) => item.trim()))].filter((item) => item !== '');
}
